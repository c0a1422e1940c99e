using AiSandbox.Host.Cli;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Terminal;

namespace AiSandbox.Host.Features.Home;

/// <summary>Makes the home of one sandbox a copy of another's. It stays in the engine: no file is written, and no secret leaves.</summary>
public sealed class HomeClone(HomeVolume volume, HomeSwap swap, IReporter reporter)
{
    /// <summary>Copies.</summary>
    /// <exception cref="SandboxException">There is no home to copy, or the other sandbox runs.</exception>
    /// <exception cref="UsageException">No other sandbox is named.</exception>
    public async Task RunAsync(HostOptions options, CancellationToken cancellation)
    {
        var to = SandboxName.Parse(
            options.Line.Value(Option.To) ?? throw new UsageException($"Clone needs the sandbox to fill: {options.CommandFor("Clone")} --to=SANDBOX."), Option.To.Name);
        if (to == options.Name)
            throw new UsageException($"--to={to} is the sandbox that is copied. Name another.");
        if (!await volume.ExistsAsync(new(options.Name), cancellation))
            throw new SandboxException($"Sandbox {options.Name} has no home yet.", options.CommandFor("Up"));

        var services = await volume.OfServicesAsync(options.Name, cancellation);
        foreach (var source in services.Prepend(new(options.Name)))
        {
            var copied = await swap.ReplaceAsync(
                source with { Sandbox = to }, options, source.Service is null ? "Copying the home" : $"Copying the data of {source.Service}",
                _ => volume.StillAsync(source, () => volume.WriteAsync(source with { Sandbox = to }, "copy", null, cancellation, source), cancellation), cancellation);
            if (copied.ExitCode != 0)
                reporter.Warn($"Files changed while they were read: sandbox {options.Name} is running.");
        }

        reporter.Line($"The home of sandbox {to} is a copy of that of {options.Name}{string.Concat(services.Select(one => $", and so is the data of {one.Service}"))}. Next: {options.Script} --target=Up --name={to}");
    }
}
