using Cake.Core;
using Cake.Core.IO;

namespace Frosting.Tests.Fakes;

/// <summary>An environment that leaves the directory and the variables of the test program alone.</summary>
internal sealed class FakeEnvironment(DirectoryPath workingDirectory) : ICakeEnvironment
{
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public DirectoryPath WorkingDirectory { get; set; } = workingDirectory;

    public DirectoryPath ApplicationRoot { get; } = workingDirectory;

    public ICakePlatform Platform { get; } = new CakePlatform();

    public ICakeRuntime Runtime { get; } = new CakeRuntime();

    public DirectoryPath GetSpecialPath(SpecialPath path) => ApplicationRoot;

    public string? GetEnvironmentVariable(string variable) => Variables.GetValueOrDefault(variable);

    public IDictionary<string, string> GetEnvironmentVariables() => Variables;
}
