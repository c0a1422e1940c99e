using System.Text;
using AiSandbox.Policy;

namespace AiSandbox.Host.Features.Suggest;

/// <summary>
/// A proposal as a change of the list: a preset that stands there as a comment loses its #, everything else is added at
/// the end.
/// </summary>
public sealed class ListProposal
{
    private const int LongestWhy = 100;

    private readonly AllowlistSource _source;
    private readonly List<string> _old;
    private readonly bool _isClosed;
    private readonly List<LineEdit> _edits = [];

    /// <summary>Makes the change.</summary>
    /// <param name="source">The list as it is.</param>
    /// <param name="proposal">What is proposed.</param>
    public ListProposal(AllowlistSource source, Proposal proposal)
    {
        _source = source;
        var text = AllowlistText.Of(source.Bytes.Span);
        _old = [.. text.Lines.Select(line => line.Text)];
        _isClosed = text.Lines.Count == 0 || text.Lines[^1].Ending.EndsWith('\n');

        var added = new List<string>();
        foreach (var preset in proposal.Presets)
        {
            if (Commented(preset.Preset.Spelling) is { } index)
                _edits.Add(new LineEdit(index, 1, [_old[index].TrimStart('#', ' ')]));
            else
                added.Add($"{preset.Preset.Spelling}  # {Comment(preset.Why)}");
        }

        added.AddRange(proposal.Hosts.Select(host => $"{host.Host}{Ports(host.Ports)}  # {Comment(host.Why)}"));
        if (added.Count > 0)
            _edits.Add(new LineEdit(_old.Count, 0, added));
    }

    /// <summary>
    /// Whether the diff applies: it shows lines as they are read, without Windows line endings and byte order marks.
    /// </summary>
    public bool IsPlain => _source.Bytes.Span.SequenceEqual(
        Encoding.UTF8.GetBytes(string.Join('\n', _old) + (_isClosed && _old.Count > 0 ? "\n" : "")));

    /// <summary>The list as it would be.</summary>
    public AllowlistSource Changed
    {
        get
        {
            var lines = new List<string>(_old);
            foreach (var edit in _edits.OrderByDescending(edit => edit.Index))
            {
                lines.RemoveRange(edit.Index, edit.Removed);
                lines.InsertRange(edit.Index, edit.Added);
            }

            return _source with { Bytes = Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n") };
        }
    }

    /// <summary>The change as a unified diff; nothing in it can drive a terminal.</summary>
    public IEnumerable<string> Diff() =>
        UnifiedDiff.Lines(_source.File, [.. _old.Select(line => Shown(line))], _isClosed, _edits);

    /// <summary>The ports as the list spells them.</summary>
    public static string Ports(AllowedPorts ports) =>
        (ports.HasFlag(AllowedPorts.Ssh) ? " 22" : "") + (ports.HasFlag(AllowedPorts.Https) ? " 443" : "");

    private static string Comment(string why) => SafeText.Ascii(why, LongestWhy);

    // A tab has a meaning in the file and none for a terminal.
    private static string Shown(string line) =>
        string.Join('\t', line.Split('\t').Select(part => SafeText.Of(part, int.MaxValue)));

    private int? Commented(string spelling)
    {
        var index = _old.FindIndex(line => line.StartsWith('#')
            && line.TrimStart('#', ' ').Split(' ', '\t', '#')[0].Equals(spelling, StringComparison.OrdinalIgnoreCase)
            && line.TrimStart('#', ' ')[spelling.Length..].TrimStart() is "" or ['#', ..]);

        return index < 0 ? null : index;
    }
}
