using System.Security.Cryptography;
using System.Text;
using AiSandbox.Host.Features.Review.Facts;
using AiSandbox.Host.Features.Review.Rules;
using AiSandbox.Host.Platform.Files.Trees;

namespace AiSandbox.Host.Features.Review.Snapshots;

/// <summary>Reads a file that counts, within limits.</summary>
internal sealed class FileLook(Tree tree, ReviewLimits limits)
{
    private const int LongConfig = 16; // times as long as what is shown of other files
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private long _kept;
    private long _hashed;
    private long _unknown;

    /// <summary>The file as it counts.</summary>
    /// <param name="file">The file.</param>
    /// <param name="rule">What of it counts; a program where <see langword="null"/>.</param>
    /// <param name="text">Gets the text of the file, where it is one.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public async Task<WatchedPath> ReadAsync(TreeEntry file, FileRule? rule, Action<string>? text, CancellationToken cancellation)
    {
        var traits = Programs.Traits(file);
        var most = rule?.ReadBytes == GitIndexFacts.Read ? limits.IndexBytes : limits.FileBytes;
        if (file.Length > most || _hashed + file.Length > limits.HashedBytes)
        {
            var kind = Programs.IsSetuid(file) ? ReviewKinds.Setuid : rule?.Kind ?? ReviewKinds.Executable;
            return new WatchedPath(file.Path, kind.Id, Join(traits, $"{file.Length} bytes, too long to compare but by length and time"),
                tree.Changed(file.Path), [], rule?.By ?? "");
        }

        var bytes = await tree.ReadAsync(file.Path, most, cancellation);
        _hashed += bytes.Length;
        if (rule is null || Programs.IsSetuid(file))
            return new WatchedPath(file.Path, (Programs.IsSetuid(file) ? ReviewKinds.Setuid : ReviewKinds.Executable).Id, traits, Hash(bytes), [Programs.Describe(bytes)]);

        var (facts, isWhole) = Facts(rule, bytes, text);
        if (!isWhole && facts.Count == 0 && traits.Length == 0)
            return new WatchedPath(file.Path, rule.Kind.Id, traits, WatchedPath.Silent, [], rule.By);

        // Where only some of it counts, so does the hash of that alone.
        var counts = isWhole || facts.Count == 0 ? bytes : Encoding.UTF8.GetBytes(string.Join('\n', facts));
        return new WatchedPath(file.Path, rule.Kind.Id, traits, Hash(counts), Keep(facts), rule.By);
    }

    /// <summary>What changes when a file does of which nothing is kept.</summary>
    public async Task<string> MarkAsync(TreeEntry file, CancellationToken cancellation)
    {
        if (file.Length <= limits.FactBytes && _unknown + file.Length <= limits.UnknownBytes)
        {
            try
            {
                var bytes = await tree.ReadAsync(file.Path, limits.FactBytes, cancellation);
                _unknown += bytes.Length;
                return Hash(bytes);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // By length and time, then.
            }
        }

        return $"{file.Length} {tree.Changed(file.Path)}";
    }

    private (IReadOnlyList<string> Facts, bool IsWhole) Facts(FileRule rule, byte[] bytes, Action<string>? text)
    {
        if (rule.ReadBytes is { } read)
            return (read(bytes), rule.ReadBytes != GitIndexFacts.Read);
        if (bytes.Length > (rule.IsGitConfig ? LongConfig : 1) * limits.FactBytes)
            return (["too long to show"], true);
        if (Text(bytes, rule.IsGitConfig) is not { } content)
            return (["not text"], true);

        text?.Invoke(content);
        return rule.Read(content) is { } facts ? (facts, rule.Read == LineFacts.All) : (["not what its name says"], true);
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string Join(string traits, string more) => traits.Length == 0 ? more : $"{traits}, {more}";

    private static string? Text(byte[] bytes, bool isGitConfig)
    {
        // Git looks at single bytes: what is no text to others is a configuration all the same.
        if (isGitConfig)
            return Encoding.UTF8.GetString(bytes);
        if (bytes.AsSpan().Contains((byte)0))
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
