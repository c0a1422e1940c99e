using System.Globalization;
using AiSandbox.Host.Platform.Text;
using Spectre.Console;

namespace AiSandbox.Host.Features.Traffic;

/// <summary>The traffic in a terminal. Names are made safe and escaped before Spectre sees them.</summary>
internal static class TrafficTerminal
{
    private const int MostRows = 8;
    private const string Steps = "▁▂▃▄▅▆▇█";

    private static readonly Style Bold = new(decoration: Decoration.Bold);
    private static readonly Style Dim = new(decoration: Decoration.Dim);

    /// <summary>Shows it.</summary>
    public static void Show(IAnsiConsole console, TrafficTally tally, IReadOnlyList<KeyTally> keys, TrafficScope scope)
    {
        var notes = TrafficNotes.Of(tally, scope);
        var band = TrafficBand.Of(tally, scope, notes);
        console.WriteLine(band.Sentence, Bold);
        console.Write(new Paragraph()
            .Append($"{Share.Count(tally.Sum.Allowed)} allowed", Color.Green)
            .Append($"  {Share.Count(tally.Sum.Unreached)} not reached", Color.Yellow)
            .Append($"  {Share.Count(tally.Sum.Denied)} denied  {Share.Count(tally.Sum.Cut)} cut", Color.Red)
            .Append($"  ↑ {Quantity.Size(tally.Sum.Sent)}", Color.Blue)
            .Append($"  ↓ {Quantity.Size(tally.Sum.Received)}\n"));
        if (tally.Period is not null)
            ShowPictures(console, tally, scope);
        foreach (var one in keys)
            ShowKeys(console, one.Title, one.Rows(scope.Zone));

        console.WriteLine();
        foreach (var note in notes)
            console.WriteLine(note.IsWarning ? $"! {note.Text}" : note.Text, note.IsWarning ? Color.Yellow : Dim);
    }

    // Whom a login is at stands last in a name, so these are no bars, which leave a third of the line for it.
    private static void ShowKeys(IAnsiConsole console, string title, IReadOnlyList<BarRow> rows)
    {
        if (rows.Count == 0)
            return;

        Section(console, title);
        foreach (var row in rows.Take(MostRows))
            console.WriteLine(Cut($"{row.Value,6}  {row.Name}", console.Profile.Width - 1), ColourOf(row.Kind));
    }

    private static void ShowPictures(IAnsiConsole console, TrafficTally tally, TrafficScope scope)
    {
        var stretches = tally.Times.Stretches;
        Section(console, $"Over time, from {Moment.Long(stretches[0].Start, scope.Zone)} on");
        Line("allowed      ", Color.Green, bucket => bucket.Allowed, Share.Count);
        Line("not reached  ", Color.Yellow, bucket => bucket.Unreached, Share.Count);
        Line("denied, cut  ", Color.Red, bucket => bucket.Stopped, Share.Count);
        Line("bytes out    ", Color.Blue, bucket => bucket.Sent, Quantity.Size);

        Bars(console, "Allowed", TrafficRows.Requests(tally.Allowed, "passed", _ => ""));
        Bars(console, "Listed, and not reached", TrafficRows.WithReasons(tally.Unreached, "unproven"));
        Bars(console, "Denied or cut", TrafficRows.WithReasons(tally.Stopped, "hole"));
        Bars(console, "Bytes out", TrafficRows.Bytes(tally));
        if (scope.Budget is { } budget)
            Bars(console, "Bytes out against the budget", TrafficRows.Budgets(tally, budget));
        Bars(console, "How long tunnels lived", TrafficRows.Durations(tally.Durations), most: int.MaxValue);

        void Line(string name, Color colour, Func<TimeBucket, long> value, Func<long, string> show)
        {
            var cells = Cells([.. stretches.Select(stretch => value(stretch.Bucket))], Math.Clamp(console.Profile.Width - 32, 16, 80));
            console.Write(new Paragraph().Append(name).Append(Spark(cells), colour).Append($"  most {show(cells.Max())}\n", Dim));
        }
    }

    /// <summary>Values as blocks of growing height; what is not nothing can be seen.</summary>
    public static string Spark(IReadOnlyList<long> cells)
    {
        var most = cells.DefaultIfEmpty().Max();
        return string.Concat(cells.Select(cell => cell == 0 ? ' ' : Steps[(int)Math.Ceiling(Steps.Length * ((double)cell / most)) - 1]));
    }

    // As many values as there is room for, neighbours added together.
    private static long[] Cells(IReadOnlyList<long> values, int width)
    {
        var cells = new long[Math.Min(values.Count, width)];
        for (var i = 0; i < values.Count; i++)
        {
            var cell = (long)i * cells.Length / values.Count;
            cells[cell] = Bytes.Sum(cells[cell], values[i]);
        }

        return cells;
    }

    // What does not fit is cut off: a row is a line, and the page has all of it. Every character is one cell wide.
    private static void Bars(IAnsiConsole console, string title, IReadOnlyList<BarRow> rows, int most = MostRows)
    {
        rows = [.. rows.Where((row, i) => i < most || row.Kind == "others")];
        if (rows.Count == 0)
            return;

        var name = Math.Min(rows.Max(row => row.Name.Length), Math.Max(20, console.Profile.Width / 3));
        var bar = Math.Clamp((console.Profile.Width - name) / 3, 10, 30);
        var value = rows.Max(row => row.Value.Length);
        var detail = Math.Max(0, console.Profile.Width - name - bar - value - 7);
        Section(console, title);
        foreach (var row in rows)
        {
            console.Write(new Paragraph()
                .Append($"{Cut(row.Name, name).PadRight(name)}  ")
                .Append(Block(row.Width, bar).PadRight(bar), ColourOf(row.Kind))
                .Append($"  {row.Value.PadLeft(value)}")
                .Append($"  {Cut(row.Detail, detail)}".TrimEnd() + "\n", Dim));
            foreach (var line in row.Lines ?? [])
                console.WriteLine($"  {Cut(line, console.Profile.Width - 2)}", Dim);
        }
    }

    private static void Section(IAnsiConsole console, string title)
    {
        console.WriteLine();
        console.WriteLine(title, Bold);
    }

    private static string Cut(string text, int width) =>
        text.Length <= width ? text : width < 1 ? "" : $"{text[..(width - 1)]}…";

    private static string Block(string width, int room)
    {
        var part = double.Parse(width.TrimEnd('%'), CultureInfo.InvariantCulture) / 100;
        return part > 0 ? new string('█', Math.Max(1, (int)Math.Round(part * room))) : "";
    }

    private static Color ColourOf(string kind) => kind switch
    {
        "passed" => Color.Green,
        "hole" => Color.Red,
        "unproven" => Color.Yellow,
        "sent" => Color.Blue,
        _ => Color.Grey,
    };
}
