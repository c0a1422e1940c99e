namespace AiSandbox.Host.Model.Vendors;

/// <summary>A repository that a token may be used for.</summary>
/// <param name="Host">Its host.</param>
/// <param name="Path">Its path there, without .git.</param>
/// <param name="IsReadOnly">Whether nothing may be pushed.</param>
public sealed record Repository(string Host, string Path, bool IsReadOnly)
{
    /// <summary>Reads <c>github.com/you/app github.com/you/lib:read</c>, separated by blanks or commas.</summary>
    /// <exception cref="FormatException">One is not of that form.</exception>
    public static IReadOnlyList<Repository> Parse(string value) =>
        [.. value.Split([' ', '\t', ','], StringSplitOptions.RemoveEmptyEntries).Select(One)];

    /// <summary>What the gateway may ask for: https://git-scm.com/docs/http-protocol#_smart_clients.</summary>
    public IEnumerable<string> Routes => IsReadOnly ? [.. Of("git-upload-pack")] : [.. Of("git-upload-pack"), .. Of("git-receive-pack")];

    private string[] Of(string service) => [$"GET /{Path}.git/info/refs?service={service}", $"POST /{Path}.git/{service}"];

    private static Repository One(string text)
    {
        var isReadOnly = text.EndsWith(":read", StringComparison.Ordinal);
        var parts = (isReadOnly ? text[..^":read".Length] : text).Split('/');
        if (parts[^1].EndsWith(".git", StringComparison.Ordinal))
            parts[^1] = parts[^1][..^4];
        return parts.Length >= 3 && parts.All(part => part.Length > 0 && part[0] is not ('.' or '-') && part.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-'))
            ? new(parts[0].ToLowerInvariant(), string.Join('/', parts.Skip(1)), isReadOnly)
            : throw new FormatException($"'{text}' is not a repository, as in github.com/you/app, or github.com/you/lib:read.");
    }
}
