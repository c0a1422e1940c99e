using System.Text.Json;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Timing;
using Host.Tests.Model.Settings;

namespace Host.Tests.Platform.Timing;

[NonParallelizable]
public sealed class RunTimingTests
{
    [Test]
    [Platform("Unix")]
    [CancelAfter(20_000)]
    public async Task Should_name_a_command_below_its_step_and_write_both_as_a_trace(CancellationToken cancellation)
    {
        using var checkout = new TempCheckout();
        var (output, file) = (new StringWriter(), Path.Combine(checkout.Checkout.Root, "timing.json"));
        using (var timing = new RunTiming())
        {
            using (Spans.Source.StartActivity("A step"))
                await new CommandRunner().RunAsync(new Command("sh", "-c", "exit 0"), cancellation);
            timing.Report(output, file);
        }

        var lines = output.ToString().Split('\n');
        lines.ShouldContain(line => line.EndsWith("  A step"));
        lines.ShouldContain(line => line.EndsWith("    sh -c 'exit 0'"), "two columns further in");
        using var trace = JsonDocument.Parse(await File.ReadAllTextAsync(file, cancellation));
        trace.RootElement.EnumerateArray().Select(span => span.GetProperty("name").GetString())
            .ShouldBe(["start of the host", "A step", "sh -c 'exit 0'"]);
    }

    [Test]
    public void Should_cost_nothing_where_nobody_listens() => Spans.Source.StartActivity("A step").ShouldBeNull();
}
