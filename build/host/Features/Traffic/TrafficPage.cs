using System.Text.Encodings.Web;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Text;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Text;
using AiSandbox.Policy;

namespace AiSandbox.Host.Features.Traffic;

/// <summary>The traffic as a page to look at: one file that needs nothing else and runs nothing.</summary>
internal static class TrafficPage
{
    private const string Folder = "build/pages";

    /// <summary>The text of traffic.html.</summary>
    /// <exception cref="SandboxException">The template or the style is missing.</exception>
    public static string Render(TrafficTally tally, IReadOnlyList<KeyTally> keys, TrafficScope scope, Checkout checkout)
    {
        var style = PageFiles.Read(checkout, PageFiles.SharedStyle, $"{Folder}/traffic.css");
        var notes = TrafficNotes.Of(tally, scope);
        var template = new TextTemplate(Path.Combine([checkout.Root, .. Folder.Split('/'), "traffic.sbn.html"]), checkout);

        return template.Render(
            new
            {
                Style = style,
                StyleHash = PageFiles.Hash(style),
                Band = TrafficBand.Of(tally, scope, notes),
                Warnings = notes.Where(note => note.IsWarning).Select(note => note.Text).ToList(),
                Notes = notes.Where(note => !note.IsWarning).Select(note => note.Text).ToList(),
                IsEmpty = tally.Period is null,
                Stretch = Moment.Length(tally.Times.Length),
                ChartHeight = TimeChart.Height,
                Charts = Charts(tally),
                Stretches = StretchPage.Of(tally.Times, scope.Zone),
                Marks = TimeMark.Of(tally.Times, scope.Zone),
                Allowed = TrafficRows.Requests(tally.Allowed, "passed", host => $"last {Moment.Long(host.Last, scope.Zone)}"),
                Unreached = TrafficRows.WithReasons(tally.Unreached, "unproven"),
                Stopped = TrafficRows.WithReasons(tally.Stopped, "hole"),
                Reasons = TrafficRows.Requests(tally.Reasons, "hole", _ => ""),
                Keys = keys.Select(one => new { one.Title, Rows = one.Rows(scope.Zone) }).Where(one => one.Rows.Count > 0).ToList(),
                Bytes = TrafficRows.Bytes(tally),
                Budgets = scope.Budget is { } budget ? TrafficRows.Budgets(tally, budget) : [],
                BudgetMark = Share.Of(TrafficNotes.BudgetWarning, 1),
                Durations = TrafficRows.Durations(tally.Durations),
                Quantiles = Quantiles(tally.Durations),
                FirstSeen = tally.Period is null ? [] : TrafficRows.FirstSeen(tally, scope.Zone),
                Facts = Facts(tally, scope).Select(fact => new FactRow(fact.Name, fact.Value)).ToList(),
            },
            HtmlEncoder.Default);
    }

    private static List<TimeChart> Charts(TrafficTally tally)
    {
        var stretches = tally.Times.Stretches;
        return
        [
            TimeChart.Of("Allowed", "passed", stretches, bucket => bucket.Allowed, Share.Count),
            TimeChart.Of("Not reached", "unproven", stretches, bucket => bucket.Unreached, Share.Count),
            TimeChart.Of("Denied or cut", "hole", stretches, bucket => bucket.Stopped, Share.Count),
            TimeChart.Of("Bytes out", "sent", stretches, bucket => bucket.Sent, Quantity.Size),
        ];
    }

    private static List<FactRow> Quantiles(DurationHistogram durations) => durations.Count == 0 ? [] :
    [
        new("half of them within", Quantity.Duration(durations.Quantile(0.5))),
        new("9 of 10 within", Quantity.Duration(durations.Quantile(0.9))),
        new("99 of 100 within", Quantity.Duration(durations.Quantile(0.99))),
        new("the longest", Quantity.Duration(durations.Longest)),
    ];

    private static IEnumerable<(string Name, string Value)> Facts(TrafficTally tally, TrafficScope scope)
    {
        yield return ("log", SafeText.Of(scope.Source));
        if (tally.Period is var (first, last))
            yield return ("requests", $"from {Moment.Long(first, scope.Zone)} to {Moment.Long(last, scope.Zone)}");
        yield return ("lines", $"{Share.Count(tally.Lines)} read, {Share.Count(tally.Unreadable)} of them unreadable");
        yield return ("budget", scope.Budget is { } budget ? $"{Quantity.Size(budget)} for each entry of the list" : "none");
        yield return ("time zone", scope.Zone.DisplayName);
        yield return ("made", Moment.Long(scope.Now, scope.Zone));
    }
}

/// <summary>A fact on the page.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">Its value.</param>
internal sealed record FactRow(string Name, string Value);

/// <summary>The head of the page.</summary>
/// <param name="Kind">The class: passed, or unproven where something asks for a look.</param>
/// <param name="Headline">The sum of it.</param>
/// <param name="Sentence">What it is about.</param>
/// <param name="Figures">The most important numbers.</param>
internal sealed record TrafficBand(string Kind, string Headline, string Sentence, IReadOnlyList<FactRow> Figures)
{
    /// <summary>The head for a tally.</summary>
    public static TrafficBand Of(TrafficTally tally, TrafficScope scope, IReadOnlyList<TrafficNote> notes)
    {
        var warnings = notes.Count(note => note.IsWarning);
        var headline = (warnings, tally.Period) switch
        {
            (0, null) => "No traffic",
            (0, _) => "Nothing stands out",
            (1, _) => "One thing to look at",
            _ => $"{warnings} things to look at",
        };
        var sentence = tally.Period is var (first, last)
            ? $"{SafeText.Of(scope.Source)}, from {Moment.Long(first, scope.Zone)} to {Moment.Long(last, scope.Zone)}."
            : $"{SafeText.Of(scope.Source)}: the log has no request{(scope.Since is { } since ? $" since {Moment.Long(since, scope.Zone)}" : "")}.";

        return new TrafficBand(warnings == 0 ? "passed" : "unproven", headline, sentence,
        [
            new("allowed", Share.Count(tally.Sum.Allowed)),
            new("not reached", Share.Count(tally.Sum.Unreached)),
            new("denied", Share.Count(tally.Sum.Denied)),
            new("cut", Share.Count(tally.Sum.Cut)),
            new("out", Quantity.Size(tally.Sum.Sent)),
            new("in", Quantity.Size(tally.Sum.Received)),
        ]);
    }
}
