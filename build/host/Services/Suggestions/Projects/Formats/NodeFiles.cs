using System.Text;
using System.Text.Json;

namespace AiSandbox.Host.Services.Suggestions.Projects.Formats;

/// <summary>The files of npm, pnpm and Yarn.</summary>
internal static class NodeFiles
{
    private const string Registry = "npm";
    private const string YarnRegistry = "yarn";

    private static readonly string[] Dependencies =
        ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"];

    private static readonly string[] Local = ["file:", "link:", "workspace:", "portal:"];

    // https://docs.npmjs.com/cli/v11/configuring-npm/package-json#git-urls-as-dependencies
    private static readonly (string Prefix, string Address)[] Shorthands =
        [("github:", "https://github.com/"), ("gitlab:", "https://gitlab.com/"), ("bitbucket:", "https://bitbucket.org/")];

    /// <summary>package.json: versions are the registry's, addresses lead elsewhere.</summary>
    public static void Manifest(string text, ProjectNeeds needs)
    {
        using var document = JsonDocument.Parse(text);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new FormatException("no object");

        var usesYarn = document.RootElement.TryGetProperty("packageManager", out var manager)
            && manager.ValueKind == JsonValueKind.String
            && manager.GetString()!.StartsWith("yarn@", StringComparison.Ordinal);
        foreach (var kind in Dependencies)
        {
            if (!document.RootElement.TryGetProperty(kind, out var list) || list.ValueKind != JsonValueKind.Object)
                continue;
            foreach (var dependency in list.EnumerateObject().Where(one => one.Value.ValueKind == JsonValueKind.String))
                Dependency(dependency.Value.GetString()!, usesYarn ? YarnRegistry : Registry, needs);
        }
    }

    /// <summary>package-lock.json: every package has the address that it was taken from.</summary>
    public static void NpmLock(string text, ProjectNeeds needs)
    {
        var (hasResolved, hasIntegrity) = (false, false);
        var json = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
        while (json.Read())
        {
            if (json.TokenType != JsonTokenType.PropertyName)
                continue;

            var isResolved = json.ValueTextEquals("resolved"u8);
            hasIntegrity |= json.ValueTextEquals("integrity"u8);
            json.Read();
            if (!isResolved || json.TokenType != JsonTokenType.String)
                continue;

            hasResolved = true;
            needs.Address(json.GetString()!);
        }

        // npm's omit-lockfile-registry-resolved leaves the addresses out.
        if (hasIntegrity && !hasResolved)
            needs.Preset(Registry);
    }

    /// <summary>pnpm-lock.yaml: an address where a package is not the registry's.</summary>
    public static void PnpmLock(string text, ProjectNeeds needs)
    {
        foreach (var line in TextLines.Of(text))
        {
            var address = After(line, "tarball: ") ?? After(line, "repo: ");
            if (address is not null)
                needs.Address(address);
            else if (line.StartsWith("resolution: {integrity:", StringComparison.Ordinal))
                needs.Preset(Registry);
        }
    }

    /// <summary>yarn.lock, of Yarn 1 and later.</summary>
    public static void YarnLock(string text, ProjectNeeds needs)
    {
        foreach (var line in TextLines.Of(text))
        {
            var value = TextLines.Quoted(line).FirstOrDefault();
            if (value is null)
                continue;
            if (line.StartsWith("resolved ", StringComparison.Ordinal))
                needs.Address(value);
            else if (line.StartsWith("resolution:", StringComparison.Ordinal))
                Resolution(value, needs);
        }
    }

    /// <summary>.npmrc: other registries.</summary>
    public static void Npmrc(string text, ProjectNeeds needs)
    {
        foreach (var line in TextLines.Of(text).Where(line => !line.StartsWith(';')))
        {
            if (line.Split('=', 2) is [var key, var value] && key.Trim().EndsWith("registry", StringComparison.Ordinal))
                needs.Address(value);
        }
    }

    private static void Dependency(string value, string registry, ProjectNeeds needs)
    {
        if (Array.Find(Shorthands, one => value.StartsWith(one.Prefix, StringComparison.Ordinal)) is { Prefix: not null } shorthand)
            needs.Address(shorthand.Address);
        else if (value.Contains("://", StringComparison.Ordinal) || value.StartsWith("git@", StringComparison.Ordinal))
            needs.Address(value);
        else if (IsLocal(value))
            return;
        else if (value.Contains('/', StringComparison.Ordinal) && !value.StartsWith("npm:", StringComparison.Ordinal))
            needs.Address("https://github.com/");
        else
            needs.Preset(registry);
    }

    // ~1.2 is a version, ~/folder a path.
    private static bool IsLocal(string value) =>
        value is ['.' or '/', ..] or ['~', '/', ..]
        || Array.Exists(Local, prefix => value.StartsWith(prefix, StringComparison.Ordinal));

    // "name@npm:1.2.3", "@scope/name@https://…", "name@npm:1.2.3::__archiveUrl=https%3A%2F%2F…"
    private static void Resolution(string value, ProjectNeeds needs)
    {
        var at = value.Length > 1 ? value.IndexOf('@', 1) : -1;
        var source = at < 0 ? "" : value[(at + 1)..];
        var archive = source.IndexOf("__archiveUrl=", StringComparison.Ordinal);
        if (archive >= 0)
            needs.Address(Uri.UnescapeDataString(source[(archive + "__archiveUrl=".Length)..]));
        else if (source.StartsWith("npm:", StringComparison.Ordinal))
            needs.Preset(YarnRegistry);
        else
            needs.Address(source);
    }

    private static string? After(string line, string key)
    {
        var at = line.IndexOf(key, StringComparison.Ordinal);
        if (at < 0)
            return null;

        var rest = line[(at + key.Length)..];
        var end = rest.AsSpan().IndexOfAny(", }");
        return (end < 0 ? rest : rest[..end]).Trim('\'', '"');
    }
}
