using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AiSandbox.Host.Platform.Files;

namespace AiSandbox.Host.Platform.Timing;

/// <summary>Collects the spans of a run from now on.</summary>
internal sealed class RunTiming : IDisposable
{
    private const int Width = 110; // of a span's name, which may be a whole command line

    private readonly ConcurrentBag<Span> _spans = [];
    private readonly ActivityListener _listener;
    private readonly DateTime _begun = Process.GetCurrentProcess().StartTime.ToUniversalTime();

    public RunTiming()
    {
        _spans.Add(new Span("start of the host", 0, _begun, DateTime.UtcNow - _begun));
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Spans.Name, // the source itself is made later
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = span => _spans.Add(new Span(span.OperationName, Depth(span), span.StartTimeUtc, span.Duration)),
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Prints them in the order in which they began, and writes them as a trace that chrome://tracing and Perfetto read.</summary>
    public void Report(TextWriter output, string file)
    {
        var spans = _spans.OrderBy(span => span.Begun).ThenByDescending(span => span.Took).ToList();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Time: {(DateTime.UtcNow - _begun).TotalSeconds:0.00} s. Begin, duration, span:"));
        foreach (var span in spans)
        {
            var name = span.Name.ReplaceLineEndings(" ");
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{(span.Begun - _begun).TotalSeconds,7:0.00} {span.Took.TotalSeconds,6:0.00}  {new string(' ', 2 * span.Depth)}{name[..Math.Min(name.Length, Width)]}"));
        }

        FileStore.Write(file, JsonSerializer.Serialize(spans.Select(span => new
        {
            name = span.Name,
            ph = "X",
            ts = (span.Begun - _begun).TotalMicroseconds,
            dur = span.Took.TotalMicroseconds,
            pid = 1,
            tid = span.Depth,
        })));
        output.WriteLine($"As a trace for chrome://tracing or ui.perfetto.dev: {file}");
    }

    public void Dispose() => _listener.Dispose();

    private static int Depth(Activity span) => span.Parent is { } parent ? Depth(parent) + 1 : 0;

    private sealed record Span(string Name, int Depth, DateTime Begun, TimeSpan Took);
}
