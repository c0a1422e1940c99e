using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Model.Settings;
using AiSandbox.Verification.Catalogue;
using YamlDotNet.Serialization;

namespace AiSandbox.Host.Model.Services;

/// <summary>A program beside the workspace, in its network: a database, a cache. What no property is for cannot be asked for.</summary>
[Description("A service")]
[OneOf("A service has one of 'image' and 'build'.", "image", "build")]
public sealed record Service : Written
{
    /// <summary>The sandbox's name, as Compose puts it in.</summary>
    public const string Project = "${SANDBOX_NAME:-ai-sandbox}";

    /// <summary>The name: its host name for the workspace as well.</summary>
    [YamlIgnore]
    public string Name { get; init; } = "";

    /// <summary>The image that it runs from, as the user it names.</summary>
    [RegularExpression(@"[a-z0-9][A-Za-z0-9._/:@-]{0,254}", ErrorMessage = "'image: {0}' is not the name of an image, as in redis:8.")]
    public string Image { get; init; } = "";

    /// <summary>The folder of the checkout with its Dockerfile; empty where it has an image.</summary>
    [RegularExpression(@"(?!(.*/)?\.{1,2}(/|$))[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*", ErrorMessage = "'build: {0}' is not a folder of the checkout, written as in services/db.")]
    public string Build { get; init; } = "";

    /// <summary>What Verify runs in an image that is meant for something else.</summary>
    [YamlIgnore]
    public IReadOnlyList<string> Entrypoint { get; init; } = [];

    /// <summary>What it runs instead of the image's own command, word by word.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>Its variables.</summary>
    [RegularExpression("[A-Za-z_][A-Za-z0-9_]*", ErrorMessage = "'{0}' is not the name of a variable.")]
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The folder in it that is kept, in a volume of its own; empty for none.</summary>
    [RegularExpression(@"(?!/(dev|proc|sys)(/|$))(/(?!\.{1,2}(/|$))[A-Za-z0-9._-]+)+", ErrorMessage = "'volume: {0}' is not a folder inside, written as in /var/lib/data. Nothing of the host is mounted.")]
    public string Volume { get; init; } = "";

    /// <summary>The most memory that it gets, /dev/shm included.</summary>
    [Memory]
    public string Memory { get; init; } = "1g";

    /// <summary>The most processes that it gets.</summary>
    [Range(1, 4096, ErrorMessage = "'processes: {0}' is not a number from 1 to 4096.")]
    public int Processes { get; init; } = 256;

    /// <summary>Its image as the engine knows it.</summary>
    public string ImageIn(SandboxName sandbox) => Image.Replace(Project, sandbox.Value, StringComparison.Ordinal);

    /// <summary>The memory in bytes.</summary>
    [YamlIgnore]
    public long MemoryBytes => SettingValues.Memory(Memory) ?? 0;

    [AttributeUsage(AttributeTargets.Property)]
    private sealed class MemoryAttribute : ValidationAttribute
    {
        public override bool IsValid(object? value) => Reason($"{value}") is null;

        public override string FormatErrorMessage(string name) => $"'memory: {name}': {Reason(name)}";

        private static string? Reason(string text)
        {
            try
            {
                return SettingValues.Memory(text) is null ? "it is empty." : null;
            }
            catch (FormatException wrong)
            {
                return wrong.Message;
            }
        }
    }
}
