using System.Security.Cryptography;
using System.Text;
using AiSandbox.Host.Adapters.Files.Trees;
using AiSandbox.Host.Services.Reviewing.Facts;
using AiSandbox.Host.Services.Reviewing.Rules;

namespace AiSandbox.Host.Services.Reviewing.Snapshots;

/// <summary>Reads a file that counts, within limits.</summary>
/// <param name="tree">The tree.</param>
/// <param name="limits">The limits.</param>
internal sealed class FileLook(Tree tree, ReviewLimits limits)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private long _kept;
    private long _hashed;

    /// <summary>The file as it counts.</summary>
    /// <param name="file">The file.</param>
    /// <param name="rule">What of it counts; a program where <see langword="null"/>.</param>
    /// <param name="text">Gets the text of the file, where it is one.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public async Task<WatchedPath> ReadAsync(TreeEntry file, FileRule? rule, Action<string>? text, CancellationToken cancellation)
    {
        var traits = Programs.Traits(file);
        if (file.Length > limits.FileBytes || _hashed + file.Length > limits.HashedBytes)
        {
            var kind = Programs.IsSetuid(file) ? ReviewKinds.Setuid : rule?.Kind ?? ReviewKinds.Executable;
            return new WatchedPath(file.Path, kind.Id, Join(traits, $"{file.Length} bytes, too long to compare but by length and time"),
                tree.Changed(file.Path), []);
        }

        var bytes = await tree.ReadAsync(file.Path, limits.FileBytes, cancellation);
        _hashed += bytes.Length;
        if (Programs.IsSetuid(file))
            return Whole(file, ReviewKinds.Setuid, traits, bytes, [Programs.Describe(bytes)]);
        if (rule is null)
            return Whole(file, ReviewKinds.Executable, traits, bytes, [Programs.Describe(bytes)]);
        if (Text(bytes) is not { } content)
            return Whole(file, rule.Kind, traits, bytes, bytes.Length > limits.FactBytes ? [] : ["no text"]);

        text?.Invoke(content);
        if (rule.Read(content) is not { } facts)
            return Whole(file, rule.Kind, traits, bytes, ["not what its name says"]);
        if (facts.Count == 0)
            return IsLines(rule) || traits.Length > 0 ? Whole(file, rule.Kind, traits, bytes, []) : new WatchedPath(file.Path, rule.Kind.Id, traits, WatchedPath.Silent, []);

        // Where only some of it counts, so does the hash of that alone.
        return IsLines(rule)
            ? Whole(file, rule.Kind, traits, bytes, Keep(facts))
            : Whole(file, rule.Kind, traits, Encoding.UTF8.GetBytes(string.Join('\n', facts)), Keep(facts));
    }

    private static bool IsLines(FileRule rule) => rule.Read == LineFacts.All;

    private static WatchedPath Whole(TreeEntry file, ReviewKind kind, string traits, byte[] counts, IReadOnlyList<string> facts) =>
        new(file.Path, kind.Id, traits, Convert.ToHexStringLower(SHA256.HashData(counts)), facts);

    private static string Join(string traits, string more) => traits.Length == 0 ? more : $"{traits}, {more}";

    private string? Text(byte[] bytes)
    {
        if (bytes.Length > limits.FactBytes || bytes.AsSpan().Contains((byte)0))
            return null;

        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private IReadOnlyList<string> Keep(IReadOnlyList<string> facts)
    {
        _kept += facts.Sum(fact => fact.Length);
        return _kept > limits.KeptBytes ? [] : [.. facts.Select(SecretMask.Addresses)];
    }
}
