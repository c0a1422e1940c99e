using System.Globalization;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines.Containers;
using AiSandbox.Host.Engines.Logs;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Lists;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Git;
using AiSandbox.Policy;
using AiSandbox.Policy.Decisions;
using AiSandbox.Policy.Edits;
using AiSandbox.Policy.Explaining;

namespace AiSandbox.Host.Features.Explain;

/// <summary>Explains which line allows a host, or why none does and which one would.</summary>
public sealed class AllowlistExplainer(
    AllowlistStore store, LivePolicy live, GitBlame blame, ProxyLog log, TimeProvider time, HostOptions options, Checkout checkout)
{
    /// <summary>Explains.</summary>
    /// <returns>
    /// The lines of the answer, and whether the host is allowed on at least one of the ports: listed, and not refused for its
    /// address as far as the log tells.
    /// </returns>
    /// <exception cref="SandboxException">The list does not lint, so that it says nothing.</exception>
    public async Task<(IReadOnlyList<string> Lines, bool IsAllowed)> ExplainAsync(HostQuestion question, CancellationToken cancellation)
    {
        var host = SafeText.Ascii(question.Host);
        if (question.Refusal is { } refusal)
            return ([$"{host} is not allowed, and no line of the list could change that. {refusal}"], false);

        var running = live.LookAsync(cancellation);
        var sources = store.Read();
        var sites = store.Load();
        var written = sources.Select(source => EditableFile.Read(source, store.Suffixes)).OfType<EditableFile>()
            .SelectMany(file => file.Lines).Select(line => line.Entry).OfType<AllowlistEntry>().ToList();
        var verdicts = question.Ports.Select(port => PortVerdict.Of(sites, written, question.Host, port, store.Today)).ToList();

        var lines = new List<string>();
        var parts = await running;
        var (refusals, trouble) = parts.Any && verdicts.Exists(verdict => verdict.Entry is not null)
            ? await RefusalsAsync(question.Host, cancellation)
            : (NoRefusals, parts.Trouble is { } why ? $"Whether the running sandbox has this list is not known. {why}" : null);
        var isAllowed = false;
        foreach (var verdict in verdicts)
        {
            var refused = Still(refusals, verdict.Port, sites, question.Host);
            isAllowed |= verdict.Entry is not null && refused is null;
            lines.Add(Headline($"{host}:{verdict.Port}", verdict, refused));
            lines.AddRange(verdict.Entry is { } entry ? await AllowedAsync(entry, cancellation) : Refused(host, verdict));
            if (verdict.Entry is not null && refused is not null)
                lines.AddRange(OfAddress(host, verdict.Port, refused));
            if (parts.Any && InForce(verdict, sites, question.Host) is { } otherwise)
                lines.Add($"  {otherwise}");
        }

        if (trouble is not null)
            lines.Add(trouble);
        return (lines, isAllowed);
    }

    private static readonly IReadOnlyDictionary<string, AddressRefusals> NoRefusals = new Dictionary<string, AddressRefusals>(StringComparer.Ordinal);

    private async Task<(IReadOnlyDictionary<string, AddressRefusals>, string?)> RefusalsAsync(string host, CancellationToken cancellation)
    {
        try
        {
            return (await AddressRefusals.ReadAsync(log, host, cancellation), null);
        }
        catch (Exception failure) when (failure is SandboxException or CommandException)
        {
            return (NoRefusals, $"Whether requests are denied for their address is not known: the log could not be read. {failure.Message}");
        }
    }

    // What was refused before the entry said `private` says nothing of now.
    private static AddressRefusals? Still(
        IReadOnlyDictionary<string, AddressRefusals> refusals, int port, AllowedSites sites, string host) =>
        refusals.GetValueOrDefault(port.ToString(CultureInfo.InvariantCulture)) is { } refused && !(refused.Reason != Reasons.AddressNever && IsPrivate(sites, host))
            ? refused
            : null;

    private static bool IsPrivate(AllowedSites sites, string host) => new NameSet(ProxyLists.Of(sites).Private).Covers(host);

    private static string Headline(string place, PortVerdict verdict, AddressRefusals? refused) => (verdict.Entry, refused) switch
    {
        (null, _) => $"{place} is not allowed.",
        (_, null) => $"{place} is allowed.",
        _ => $"{place} is listed, and denied for its address.",
    };

    private IEnumerable<string> OfAddress(string host, int port, AddressRefusals refused)
    {
        yield return $"  {refused.InWords(time.LocalTimeZone)}";
        if (refused.IsOpenedByPrivate)
            yield return $"  Next, where it is a host of your own: {Command(host, port)} {Option.Private}";
    }

    private string Command(string host, int port) =>
        $"{options.CommandFor("Allow")} {Option.Domain}={host} {Option.Ports}={port}";

    private async Task<IEnumerable<string>> AllowedAsync(AllowlistEntry entry, CancellationToken cancellation)
    {
        var lines = new List<string> { $"  {entry.Place}: {EntryLine.WithOptions(entry)}" };
        if (entry.Reason is { } reason)
            lines.Add($"  reason: {SafeText.Of(reason)}");
        if (await blame.ReadAsync(Path.GetFullPath(entry.File, checkout.Root), entry.Line, cancellation) is { } origin)
            lines.Add($"  added: {Added(origin)}");

        return lines;
    }

    private static string Added(LineOrigin origin)
    {
        if (origin.Commit is not { } commit)
            return "not committed";

        var day = origin.Time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return $"{day} by {SafeText.Of(origin.Author)} in {commit[..Math.Min(commit.Length, 10)]}, {SafeText.Of(origin.Summary)}";
    }

    private IEnumerable<string> Refused(string host, PortVerdict verdict)
    {
        if (!verdict.CanBeAllowed)
        {
            yield return $"  {NameRules.OtherPort(verdict.Port.ToString(CultureInfo.InvariantCulture))}";
            yield break;
        }

        foreach (var miss in verdict.Misses)
            yield return $"  {miss.Entry.Place}: {EntryLine.WithOptions(miss.Entry)} – {miss.Why}";
        var port = PortNumbers.Of(verdict.Port);
        if (store.Bound() is { } bound && bound.Beyond(new AllowlistEntry(host, false, port, false, false, null, null, File: "", 0)) != AllowedPorts.None)
        {
            yield return $"  {bound.File}, the list of whoever manages this machine, does not have it: no line of a checkout can allow it.";
            yield break;
        }

        yield return $"  the line that would allow it: {host} {verdict.Port}";
        foreach (var preset in store.AllPresets.Where(preset => preset.LetsThrough(host, port)))
            yield return $"  or, with all that it needs: {preset.Spelling}  # {preset.Summary}";
        yield return $"  Next: {Command(host, verdict.Port)}";
    }

    private string? InForce(PortVerdict verdict, AllowedSites sites, string host)
    {
        var rendered = live.Rendered;
        var isOpen = verdict.CanBeAllowed && new NameSet(verdict.Port == 443 ? rendered.Https : rendered.Ssh).Covers(host);
        if (isOpen && verdict.Entry is not null && IsPrivate(sites, host) && !new NameSet(rendered.Private).Covers(host))
            return $"In sandbox {options.Name} it is still denied where its address is private: the list was not reloaded. Next: {options.CommandFor("Reload")}";
        if (isOpen == verdict.Entry is not null)
            return null;

        return $"In sandbox {options.Name} it is still {(isOpen ? "allowed" : "denied")}: the list has changed and was not reloaded. "
            + $"Next: {options.CommandFor("Reload")}";
    }
}
