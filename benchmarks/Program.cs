using AiSandbox.Benchmarks;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;

var checkout = Checkout.Find(Environment.GetEnvironmentVariable, AppContext.BaseDirectory);
var benchmarks = new Dictionary<string, Func<Task<bool>>>(StringComparer.Ordinal)
{
    ["lint"] = () => LintBenchmark.RunAsync(checkout),
    ["report"] = () => ReportBenchmark.RunAsync(checkout),
    ["reload"] = () => ReloadBenchmark.RunAsync(checkout),
    ["egress"] = () => EgressBenchmark.RunAsync(checkout),
    ["review"] = ReviewBenchmark.RunAsync,
    ["start"] = () => StartBenchmark.RunAsync(checkout),
};
if (args.Length == 0 || args.Any(name => !benchmarks.ContainsKey(name)))
{
    await Console.Error.WriteLineAsync($"Usage: dotnet run --project benchmarks --configuration Release -- {string.Join(" | ", benchmarks.Keys)}");
    return ExitCodes.Usage;
}

var holds = true;
foreach (var name in args)
    holds &= await benchmarks[name]();

return holds ? ExitCodes.Done : ExitCodes.Failed;
