using System.Globalization;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Model.Lists;
using AiSandbox.Host.Platform;
using AiSandbox.Policy;

namespace AiSandbox.Host.Features.Suggest;

/// <summary>A proposal as people read it: what each line would let in, the commands, and the diff.</summary>
internal sealed class ProposalReport(AllowlistStore allowlist, HostOptions options)
{
    private const int MostExtra = 8;

    /// <summary>The lines; the diff stands last.</summary>
    /// <exception cref="SandboxException">The changed list would not be valid.</exception>
    public IEnumerable<string> Lines(Proposal proposal)
    {
        if (proposal.IsEmpty)
        {
            yield return "";
            yield return "No new line is proposed.";
            yield break;
        }

        var sources = allowlist.Read();
        var change = new ListProposal(sources[0], proposal);
        Check([change.Changed, .. sources.Skip(1)]);

        yield return "";
        foreach (var preset in proposal.Presets)
            yield return $"{preset.Preset.Spelling}: {preset.Preset.Summary}{Beyond(preset)}";
        foreach (var host in proposal.Hosts.Where(host => host.Unfit is not null))
            yield return $"{host.Host}: {host.Unfit!.Spelling} has it too, and would also let in {Some(host.Extra)}.";

        yield return "";
        yield return "Nothing was written. Review the diff below: whatever is listed can be written to as well as read from. "
            + "Save it, and `git apply` takes it over"
            + (proposal.Hosts.Count > 0 ? "; or take the hosts one by one:" : ".");
        foreach (var host in proposal.Hosts)
            yield return $"  {options.CommandFor("Allow")} --domain={host.Host}{Option(host.Ports)}";
        if (!change.IsPlain)
            yield return $"First {options.CommandFor("Lint")} --fix: the diff takes the list with line feeds and without marks.";
        yield return $"Then {options.CommandFor("Up")} applies the list.";
        yield return "";
        foreach (var line in change.Diff())
            yield return line;
    }

    private void Check(IReadOnlyList<AllowlistSource> sources)
    {
        var result = allowlist.Lint(sources);
        if (result.IsRefused)
            throw allowlist.Refusal(result, LintReport.Lines(result.Findings));
    }

    // Without the option, Allow opens both.
    private static string Option(AllowedPorts ports) =>
        ports == AllowedPorts.Both ? "" : $" --ports={ListProposal.Ports(ports).Trim()}";

    private static string Beyond(ProposedPreset preset) =>
        preset.Extra.Count > 0 ? $" Nobody asked for {Some(preset.Extra)}, which it lets in as well." : "";

    private static string Some(IReadOnlyList<string> openings) => openings.Count <= MostExtra
        ? string.Join(", ", openings)
        : string.Create(CultureInfo.InvariantCulture,
            $"{string.Join(", ", openings.Take(MostExtra))} and {openings.Count - MostExtra} more");
}
