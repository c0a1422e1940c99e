using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines.Containers;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Lists;
using AiSandbox.Host.Model.Vendors;
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
    AllowlistStore store, LivePolicy live, HeldKeys keys, IReporter reporter, HostOptions options, Checkout checkout)
{
    private readonly EditReport _report = new(reporter, options);

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
            _report.ShowWhetherInForce(live.Rendered, [wanted]);
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
            _report.ShowWhetherInForce(live.Rendered, [.. store.Presets.Find(wanted.Name)?.Preset?.Entries ?? []]);
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
        _report.RequireDenied(denied.Spelling, running, () => Remains.Of(store.Load(), denied));
    }

    /// <summary>Removes the lines that name a preset.</summary>
    /// <exception cref="SandboxException">The list does not lint, could not be put in force, or still allows one of the
    /// preset's names.</exception>
    public async Task DenyAsync(PresetEntry denied, CancellationToken cancellation)
    {
        var entries = store.Presets.Find(denied.Name)?.Preset?.Entries ?? [];
        var running = await RemoveAsync(
            () => ListEdit.Remove(store.Read(), denied, store.Suffixes), $"{denied.Spelling} is not on the list.", cancellation);
        _report.RequireDenied(denied.Spelling, running, () =>
        {
            var sites = store.Load();
            return [.. entries.SelectMany(entry => Remains.Of(sites, entry)).Distinct()];
        });
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
        keys.RequireWithin(store.Bound());
        var parts = await running;
        if (!parts.Any)
            throw _report.NothingRuns(parts);

        // Also where nothing has changed: Build may have rendered it without telling those who read it.
        return await live.ApplyAsync(sites, parts);
    }

    /// <summary>Says what has been put in force.</summary>
    public void Show(PolicyChange change) => _report.Show(change);

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
            _report.Show(await live.ApplyAsync(result.Sites, running));
        else
            _report.ShowWritten(running);
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

    private Task<IDisposable> HoldAsync(CancellationToken cancellation)
    {
        store.Require(); // or a name that was mistyped would leave the lock's folder behind
        return FileLock.HoldAsync(
            Path.Combine(checkout.Configs, ".allowlist.lock"), options.Asked, FileLock.Moment,
            holder => reporter.Line($"Waiting: {holder} changes the list …"),
            cancellation);
    }
}
