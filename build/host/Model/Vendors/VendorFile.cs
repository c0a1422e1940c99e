using System.Text.RegularExpressions;
using AiSandbox.Host.Platform;

namespace AiSandbox.Host.Model.Vendors;

/// <summary>
/// Reads a vendor's file: the first line says whom it is for, and every other one is a field, as in <c>url: https://api.example.com</c>.
/// What stands there decides where a key goes, so nothing is guessed.
/// </summary>
internal static partial class VendorFile
{
    // The names are BodyKind's of the gateway.
    private static readonly string[] Bodies = ["anthropic", "openai", "gemini", Vendor.Git];

    /// <summary>Reads a file.</summary>
    /// <param name="name">The vendor's name.</param>
    /// <param name="shown">The file, as messages name it.</param>
    /// <param name="lines">Its lines.</param>
    /// <exception cref="SandboxException">A line is wrong, or a field is missing; the message has file and line.</exception>
    public static Vendor Read(string name, string shown, IReadOnlyList<string> lines)
    {
        if (!VendorName().IsMatch(name))
            throw new SandboxException($"{shown}: a vendor's name is lower-case letters, digits and dashes.", exitCode: ExitCodes.Usage);
        if (lines is not [['#', .. var summary], ..] || string.IsNullOrWhiteSpace(summary))
            throw Wrong(1, "the first line says whom it is for: `# Mistral's models`.");

        var fields = new List<(int Line, string Key, string Value)>();
        foreach (var (index, line) in lines.Index().Skip(1).Where(line => line.Item.Length > 0 && line.Item[0] is not '#'))
        {
            if (Field().Match(line) is not { Success: true } field)
                throw Wrong(index + 1, $"'{line}' is no field. There are url, header, body, private, allow, query and set, as in `allow: POST /v1/chat/completions`.");
            if (Complaint(field.Groups["key"].Value, field.Groups["value"].Value) is { } complaint)
                throw Wrong(index + 1, complaint);
            fields.Add((index + 1, field.Groups["key"].Value, field.Groups["value"].Value));
        }

        var header = One("header").Split(": ", 2);
        var vendor = new Vendor(name, summary.Trim(), new Uri(One("url")), header[0], header[1], One("body"))
        {
            IsPrivate = All("private") is ["yes"],
            Allow = All("allow"),
            Query = All("query"),
            Variables = All("set").Select(set => set.Split('=', 2))
                .ToDictionary(set => set[0], set => set[1].Replace("{here}", Vendor.HereOf(name), StringComparison.Ordinal), StringComparer.Ordinal),
        };
        return vendor.Body is Vendor.Git == vendor.Allow.Count is 0
            ? vendor
            : throw new SandboxException($"{shown} needs lines with `allow: METHOD /path`, unless its body is {Vendor.Git}.", exitCode: ExitCodes.Usage);

        string[] All(string key) => [.. fields.Where(field => field.Key == key).Select(field => field.Value)];
        string One(string key) => All(key) is [var one] ? one : throw new SandboxException($"{shown} needs one line with `{key}: …`.", exitCode: ExitCodes.Usage);
        SandboxException Wrong(int line, string why) => new($"{shown}, line {line}: {why}", exitCode: ExitCodes.Usage);
    }

    private static string? Complaint(string key, string value) => key switch
    {
        "url" => Origin().IsMatch(value) ? null : $"'{value}' is not https:// and a host name, with nothing behind it.",
        "header" => HeaderLine().IsMatch(value) ? null : $"'{value}' is not a header with {{key}} or {{basic:USER}} in it, as in `Authorization: Bearer {{key}}`.",
        "body" => Bodies.Contains(value, StringComparer.Ordinal) ? null : $"'{value}' is not one of {string.Join(", ", Bodies)}.",
        "allow" => Route().IsMatch(value) ? null : $"'{value}' is not a method and a path, as in `POST /v1/chat/completions`; one * may stand in it.",
        "private" => value is "yes" ? null : $"'{value}' is not yes.",
        "query" => Word().IsMatch(value) ? null : $"'{value}' is not the name of a query.",
        _ => Variable().IsMatch(value) ? null : $"'{value}' is not a variable, as in `MISTRAL_BASE_URL={{here}}/v1`.",
    };

    [GeneratedRegex(@"\A(?<key>url|header|body|private|allow|query|set): (?<value>\S.*\S|\S)\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Field();

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]*[a-z0-9])?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VendorName();

    [GeneratedRegex(@"\Ahttps://[a-z0-9-]+(\.[a-z0-9-]+)+\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Origin();

    [GeneratedRegex(@"\A[A-Za-z0-9-]+: ([\x21-\x7a ]*\{key\}|\{basic:[A-Za-z0-9_.-]+\})\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HeaderLine();

    [GeneratedRegex(@"\A(GET|POST) /[A-Za-z0-9/_.:~-]*\*?[A-Za-z0-9/_.:~-]*\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Route();

    [GeneratedRegex(@"\A[A-Za-z0-9_.-]+\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"\A[A-Z][A-Z0-9_]*=[\x21-\x7e]+\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variable();
}
