using AiSandbox.Host.Cli;
using AiSandbox.Host.Model.Lists;
using AiSandbox.Host.Platform;
using AiSandbox.Policy;
using AiSandbox.Policy.Edits;

namespace AiSandbox.Host.Features.Allowlist;

/// <summary>Reads what Allow and Deny were given, by the same rules as a line of the list.</summary>
public sealed class DomainOption(HostOptions options, AllowlistStore store)
{
    /// <summary>The entry that Allow is to write.</summary>
    /// <exception cref="UsageException">An option is missing or cannot be read.</exception>
    /// <exception cref="SandboxException">The domain is refused; the message has rule and correction.</exception>
    public AllowlistEntry ToAllow()
    {
        var read = Read("Allow", Given("Allow"));
        return read with
        {
            Ports = options.Line.Value(Option.Ports) is { } ports ? PortsOf(ports) : AllowedPorts.Both,
            Private = options.Line.Flag(Option.Private),
            Until = options.Line.Value(Option.Until),
            Reason = ReasonGiven(options) ?? read.Reason,
            File = options.Line.Flag(Option.Local) ? store.Local : store.Shared,
        };
    }

    /// <summary>The name that Deny is to remove, as the list spells it.</summary>
    /// <exception cref="UsageException">It is missing or cannot be read.</exception>
    /// <exception cref="SandboxException">It is refused; the message has rule and correction.</exception>
    public AllowlistEntry ToDeny() => Read("Deny", $"{Given("Deny")} broad"); // whatever is on the list can be taken off it

    private string AsGiven => (options.Line.Has(Option.Domain) ? Option.Domain : Option.Host).ToString();

    private string Given(string verb)
    {
        var example = $"{options.CommandFor(verb)} {Option.Domain}=pypi.org";
        if (options.Line.Site is not { } site)
            throw new UsageException($"{verb} needs a domain: {example}");

        // Behind a blank stand options, behind # a comment: both have an option of their own.
        return site.Any(c => char.IsWhiteSpace(c) || c == '#')
            ? throw new UsageException($"{AsGiven}={site}: write one domain and nothing after it: {example}")
            : site;
    }

    private AllowlistEntry Read(string verb, string text)
    {
        var reader = new LineReader(store.Suffixes);
        var reading = reader.Read(AsGiven, 1, text);
        var errors = reading.Complaints.Where(complaint => complaint.Severity == Severity.Error).ToList();
        if (errors.Count == 0 && reading.Entry is { } entry)
        {
            // What is corrected without being wrong: a name outside ASCII, which is written with how it reads as its comment.
            return reading.Corrected is { } spelled ? reader.Read(AsGiven, 1, spelled).Entry ?? entry : entry;
        }

        var lines = errors.Select(error => new Finding(
            AsGiven, 1, error.Offset + 1, error.RuleId, error.Severity, error.Why,
            error.IsFixable && reading.Entry is { } meant ? EntryLine.WithOptions(meant) : null));
        throw new SandboxException(
            string.Join('\n', [.. LintReport.Lines([.. lines]), "Nothing has changed."]),
            Corrected(verb, reading.Entry),
            ExitCodes.Usage);
    }

    private string Corrected(string verb, AllowlistEntry? meant)
    {
        if (meant is null)
            return $"write the name in full, or a line by hand in {store.Shared}, then {options.CommandFor("Reload")}";

        var ports = verb == "Allow" ? PortsOption(meant.Ports) + (options.Line.Flag(Option.Private) ? $" {Option.Private}" : "") : "";
        return $"{options.CommandFor(verb)} {Option.Domain}={meant.Spelling}{ports}";
    }

    /// <summary>Ports as an option of Allow, with a blank before it; nothing for both.</summary>
    public static string PortsOption(AllowedPorts ports) =>
        ports is AllowedPorts.Both or AllowedPorts.None ? "" : $" {Option.Ports}={EntryLine.Ports(ports).Trim()}";

    private static AllowedPorts PortsOf(string text)
    {
        var ports = AllowedPorts.None;
        foreach (var word in text.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            ports |= word switch
            {
                "443" => AllowedPorts.Https,
                "22" => AllowedPorts.Ssh,
                _ => throw new UsageException($"{Option.Ports}={text}: {NameRules.OtherPort(word)}"),
            };
        }

        return ports == AllowedPorts.None
            ? throw new UsageException($"{Option.Ports} is empty: write 443, 22 or 443,22.")
            : ports;
    }

    /// <summary>The comment that is to stand behind a line.</summary>
    /// <exception cref="UsageException">It would hide what the line says.</exception>
    internal static string? ReasonGiven(HostOptions options)
    {
        if (options.Line.Value(Option.Reason)?.Trim() is not { } reason)
            return null;

        var comment = $"# {reason}";
        return LineReader.CommentOf(comment).SequenceEqual(comment)
            ? reason
            : throw new UsageException($"{Option.Reason} has a line break or an invisible character, which could hide what it says.");
    }
}
