using System.Globalization;
using AiSandbox.Guard.Configuration;

namespace AiSandbox.Guard.Keys;

/// <summary>What the workspace may ask of the keys, as compose.yaml says it: each word once, none has a default.</summary>
/// <param name="Pass">The types of messages that reach the agent.</param>
/// <param name="Namespace">The namespace that the signing key signs for; * for any.</param>
/// <param name="IsBound">Whether keys log in at pinned hosts alone.</param>
internal sealed record KeysOptions(IReadOnlySet<byte> Pass, string Namespace, bool IsBound)
{
    public const string AnyNamespace = "*";

    /// <summary>Reads the words behind <c>--keys</c>: <c>pass=11,13,27 namespace=git bind=pinned</c>.</summary>
    /// <exception cref="ConfigurationException">A word is missing, there twice, or not known.</exception>
    public static KeysOptions Parse(IReadOnlyList<string> words)
    {
        if (words.Count != 3)
            throw new ConfigurationException("--keys needs pass=TYPES, namespace=NAME and bind=pinned or bind=none, and nothing else.");

        return new(
            Value("pass").Split(',').Select(type => byte.TryParse(type, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw new ConfigurationException($"--keys: pass={Value("pass")} is not a list of numbers of messages.")).ToHashSet(),
            Value("namespace"),
            Value("bind") switch
            {
                "pinned" => true,
                "none" => false,
                var other => throw new ConfigurationException($"--keys: bind={other} is neither bind=pinned nor bind=none."),
            });

        string Value(string name) => words.Where(word => word.StartsWith($"{name}=", StringComparison.Ordinal)).ToList() is [var one] && one.Length > name.Length + 1
            ? one[(name.Length + 1)..]
            : throw new ConfigurationException($"--keys needs {name}=… once.");
    }
}
