using System.Globalization;
using AiSandbox.Host.Adapters.Git;
using AiSandbox.Host.Options;
using AiSandbox.Host.Services.Allowlist.Edits;
using AiSandbox.Host.Services.Logs;
using AiSandbox.Host.Services.Sandboxes;

namespace AiSandbox.Host.Services.Allowlist.Explaining;

/// <summary>Explains which line allows a host, or why none does and which one would.</summary>
/// <param name="store">The files of the list.</param>
/// <param name="live">The running sandbox.</param>
/// <param name="blame">Who added a line.</param>
/// <param name="options">The options.</param>
/// <param name="checkout">The checkout.</param>
public sealed class AllowlistExplainer(
    AllowlistStore store, LivePolicy live, GitBlame blame, HostOptions options, Checkout checkout)
{
    /// <summary>Explains.</summary>
    /// <returns>The lines of the answer, and whether the list allows the host on at least one of the ports.</returns>
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
        foreach (var verdict in verdicts)
        {
            lines.Add($"{host}:{verdict.Port} is {(verdict.Entry is null ? "not " : "")}allowed.");
            lines.AddRange(verdict.Entry is { } entry ? await AllowedAsync(entry, cancellation) : Refused(host, verdict));
            if (parts.Any && InForce(verdict, question.Host) is { } otherwise)
                lines.Add($"  {otherwise}");
        }

        if (parts.Trouble is { } why)
            lines.Add($"Whether the running sandbox has this list is not known. {why}");
        return (lines, verdicts.Exists(verdict => verdict.Entry is not null));
    }

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
        yield return $"  the line that would allow it: {host} {verdict.Port}";
        var port = verdict.Port == 443 ? AllowedPorts.Https : AllowedPorts.Ssh;
        foreach (var preset in store.Presets.All.Where(preset => preset.LetsThrough(host, port)))
            yield return $"  or, with all that it needs: {preset.Spelling}  # {preset.Summary}";
        yield return $"  Next: {options.CommandFor("Allow")} --{OptionNames.Domain}={host} --{OptionNames.Ports}={verdict.Port}";
    }

    private string? InForce(PortVerdict verdict, string host)
    {
        var rendered = live.Rendered;
        var isOpen = verdict.CanBeAllowed && new NameSet(verdict.Port == 443 ? rendered.Https : rendered.Ssh).Covers(host);
        if (isOpen == verdict.Entry is not null)
            return null;

        return $"In sandbox {options.Name} it is still {(isOpen ? "allowed" : "refused")}: the list has changed and was not reloaded. "
            + $"Next: {options.CommandFor("Reload")}";
    }
}
