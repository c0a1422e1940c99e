using System.Globalization;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines.Containers;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Lists;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Files;
using AiSandbox.Host.Platform.Terminal;
using AiSandbox.Policy;
using AiSandbox.Policy.Edits;

namespace AiSandbox.Host.Features.Allowlist;

/// <summary>
/// Carries out Allow, Deny and Reload: edits the list, checks it as a whole, writes it, and puts it in force where the
/// sandbox runs. A list that does not lint is neither written nor put in force.
/// </summary>
public sealed class AllowlistEditor(
    AllowlistStore store, LivePolicy live, IReporter reporter, HostOptions options, Checkout checkout)
{
    /// <summary>Allows what an entry says.</summary>
    /// <exception cref="SandboxException">The list does not lint, or could not be put in force.</exception>
    public async Task AllowAsync(AllowlistEntry wanted, CancellationToken cancellation)
    {
        using var held = await HoldAsync(cancellation);
        var running = live.LookAsync(cancellation);
        var sources = store.Read();
        var coverage = new Coverage();
        foreach (var entry in store.Lint(sources).Sites.Entries) // nothing, where the list is refused: then the edit is too
            coverage.Add(entry);

        if (coverage.Of(wanted) is { } covering)
        {
            reporter.Line($"{EntryLine.WithOptions(wanted)} is allowed already by {covering.Place}: {EntryLine.WithOptions(covering)}");
            await running;
            SayWhetherInForce([wanted]);
            return;
        }

        if (wanted.Private)
            reporter.Warn(EntryLine.PrivateWarning(wanted));
        await CarryOutAsync(ListEdit.Allow(sources, wanted, store.Suffixes), await running, cancellation);
    }

    /// <summary>Lets through what a preset names.</summary>
    /// <exception cref="SandboxException">The list does not lint, or could not be put in force.</exception>
    public async Task AllowAsync(PresetEntry wanted, CancellationToken cancellation)
    {
        using var held = await HoldAsync(cancellation);
        var running = live.LookAsync(cancellation);
        var sources = store.Read();
        if (ListEdit.PresetsOf(sources, store.Suffixes).FirstOrDefault(line => line.Outlasts(wanted)) is { } there)
        {
            reporter.Line($"{wanted.WithOptions} is allowed already by {there.Place}: {there.WithOptions}");
            await running;
            SayWhetherInForce([.. store.Presets.Find(wanted.Name)?.Preset?.Entries ?? []]);
            return;
        }

        await CarryOutAsync(ListEdit.Allow(sources, wanted, store.Suffixes), await running, cancellation);
    }

    /// <summary>Adds a line of its own, whatever the list says already.</summary>
    /// <exception cref="SandboxException">The list does not lint, or could not be put in force.</exception>
    public async Task AddAsync(AllowlistEntry wanted, CancellationToken cancellation)
    {
        using var held = await HoldAsync(cancellation);
        await CarryOutAsync(
            ListEdit.Add(store.Read(), wanted, store.Suffixes), await live.LookAsync(cancellation), cancellation);
    }

    /// <summary>Removes the entries of a name.</summary>
    /// <exception cref="SandboxException">The list does not lint, could not be put in force, or still allows the name.</exception>
    public async Task DenyAsync(AllowlistEntry denied, CancellationToken cancellation)
    {
        var running = await RemoveAsync(entry => entry.Spelling == denied.Spelling, $"{denied.Spelling} is not on the list.", cancellation);
        Check(denied.Spelling, running, () => Remains.Of(store.Load(), denied));
    }

    /// <summary>Removes the lines that name a preset.</summary>
    /// <exception cref="SandboxException">The list does not lint, could not be put in force, or still allows one of the
    /// preset's names.</exception>
    public async Task DenyAsync(PresetEntry denied, CancellationToken cancellation)
    {
        var entries = store.Presets.Find(denied.Name)?.Preset?.Entries ?? [];
        var running = await RemoveAsync(
            () => ListEdit.Remove(store.Read(), denied, store.Suffixes), $"{denied.Spelling} is not on the list.", cancellation);
        Check(denied.Spelling, running, () =>
        {
            var sites = store.Load();
            return [.. entries.SelectMany(entry => Remains.Of(sites, entry)).Distinct()];
        });
    }

    private void Check(string denied, RunningParts running, Func<IReadOnlyList<AllowlistEntry>> remains)
    {
        if (running.Trouble is not null)
        {
            throw new SandboxException(
                $"{denied} is off the list, but a sandbox may run that still allows it: the engine could not be asked.",
                options.CommandFor("Reload"),
                ExitCodes.NoEngine);
        }

        var remaining = remains();
        if (remaining.Count == 0)
            return;

        var lines = remaining.Select(entry => $"{entry.Place}: {EntryLine.WithOptions(entry)}");
        throw new SandboxException(
            $"{denied} can still be reached, in whole or in part, through what is left:\n{string.Join('\n', lines)}",
            string.Join("; ", remaining.Select(entry => entry.Preset is { } preset ? $"@{preset.Name}" : entry.Spelling).Distinct(StringComparer.Ordinal)
                .Select(name => $"{options.CommandFor("Deny")} {Option.Domain}={name}")));
    }

    /// <summary>Removes some entries from all files.</summary>
    /// <param name="isMeant">Which.</param>
    /// <param name="otherwise">What is said where there are none; <see langword="null"/> for nothing.</param>
    /// <param name="cancellation">Ends the wait for another run.</param>
    /// <returns>What runs that the list is in force in.</returns>
    /// <exception cref="SandboxException">The list does not lint, or could not be put in force.</exception>
    public Task<RunningParts> RemoveAsync(
        Predicate<AllowlistEntry> isMeant, string? otherwise, CancellationToken cancellation) =>
        RemoveAsync(() => ListEdit.Remove(store.Read(), isMeant, store.Suffixes), otherwise, cancellation);

    private async Task<RunningParts> RemoveAsync(Func<ListEdit?> remove, string? otherwise, CancellationToken cancellation)
    {
        using var held = await HoldAsync(cancellation);
        var looking = live.LookAsync(cancellation);
        var edit = remove();
        var running = await looking;
        if (edit is null || edit.Changes.Any())
            await CarryOutAsync(edit, running, cancellation);
        else if (otherwise is not null)
            reporter.Line(otherwise);

        return running;
    }

    /// <summary>Puts the list as it stands in the files in force.</summary>
    /// <exception cref="SandboxException">It does not lint, could not be put in force, or there is no sandbox to do so in.</exception>
    public async Task<PolicyChange> ReloadAsync(CancellationToken cancellation)
    {
        using var held = await HoldAsync(cancellation);
        var running = live.LookAsync(cancellation);
        var sites = store.Load();
        var parts = await running;
        if (!parts.Any)
            throw NothingRuns(parts);

        // Also where nothing has changed: Build may have rendered it without telling those who read it.
        return await live.ApplyAsync(sites, parts);
    }

    /// <summary>Says what has been put in force.</summary>
    public void Show(PolicyChange change)
    {
        var seconds = change.Time.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture);
        if (change.Diff.Count == 0)
            reporter.Line($"Nothing changed in what sandbox {options.Name} may reach. In force after {seconds} s.");
        else
            reporter.Line($"In force in sandbox {options.Name} after {seconds} s:");
        foreach (var line in change.Diff)
            reporter.Line($"  {line}");
    }

    private async Task CarryOutAsync(ListEdit? edit, RunningParts running, CancellationToken cancellation)
    {
        var result = store.Lint(edit?.Sources ?? store.Read());
        if (edit is null || result.IsRefused)
            throw Refusal(edit, result);

        cancellation.ThrowIfCancellationRequested();
        foreach (var (name, text) in edit.Changed)
            store.Write(name, text);
        foreach (var line in edit.Changes.SelectMany(change => change.Diff()))
            reporter.Line(line);
        foreach (var line in LintReport.Lines([.. result.Findings.Where(finding => IsOf(finding, edit))]))
            reporter.Line(line);

        if (running.Any)
            Show(await live.ApplyAsync(result.Sites, running));
        else if (running.Trouble is { } why)
            reporter.Line($"The list is written. Whether sandbox {options.Name} runs is not known: {why}");
        else
            reporter.Line($"The list is written. Sandbox {options.Name} does not run, and takes it over with {options.CommandFor("Up")}");
    }

    // What is wrong already is shown by the lines of the file as it is, and what the edit would make wrong by those of the edit.
    private SandboxException Refusal(ListEdit? edit, LintResult edited)
    {
        var present = store.Lint();
        var diff = present.IsRefused ? [] : (edit?.Changes ?? []).SelectMany(change => change.Diff());
        var result = present.IsRefused ? present : edited;

        return store.Refusal(result, [.. diff, .. LintReport.Lines(result.Findings), "Nothing was written."]);
    }

    private static bool IsOf(Finding finding, ListEdit edit) =>
        edit.Changes.Any(change => change.After is not null && (change.File, change.Line) == (finding.File, finding.Line));

    private SandboxException NothingRuns(RunningParts parts) => parts.Trouble is { } why
        ? new($"The list is valid, but guard and proxy cannot be told of it. {why}", exitCode: ExitCodes.NoEngine)
        : new($"The list is valid, but sandbox {options.Name} does not run, so nothing was reloaded.", options.CommandFor("Up"));

    private void SayWhetherInForce(IReadOnlyList<AllowlistEntry> wanted)
    {
        var rendered = live.Rendered;
        var (https, ssh, hidden) = (new NameSet(rendered.Https), new NameSet(rendered.Ssh), new NameSet(rendered.Private));
        var isInForce = wanted.All(entry =>
            (!entry.Ports.HasFlag(AllowedPorts.Https) || https.Covers(entry.Spelling))
            && (!entry.Ports.HasFlag(AllowedPorts.Ssh) || ssh.Covers(entry.Spelling))
            && (!entry.Private || hidden.Covers(entry.Spelling)));
        if (!isInForce)
            reporter.Line($"It is not in force yet. Next: {options.CommandFor("Reload")}");
    }

    private Task<IDisposable> HoldAsync(CancellationToken cancellation)
    {
        store.Require(); // or a name that was mistyped would leave the lock's folder behind
        return FileLock.HoldAsync(
            Path.Combine(checkout.Configs, ".allowlist.lock"), options.Asked, FileLock.Moment,
            holder => reporter.Line($"Waiting: {holder} changes the list …"),
            cancellation);
    }
}
