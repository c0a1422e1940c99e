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
        if (!await volume.ExistsAsync(options.Name, cancellation))
            throw new SandboxException($"Sandbox {options.Name} has no home yet.", options.CommandFor("Up"));

        var copied = await swap.ReplaceAsync(to, options, "Copying the home", _ => volume.WriteAsync(to, "copy", null, cancellation, options.Name), cancellation);
        if (copied.ExitCode != 0)
            reporter.Warn($"Files changed while they were read: sandbox {options.Name} is running.");
        reporter.Line($"The home of sandbox {to} is a copy of that of {options.Name}. Next: {options.Script} --target=Up --name={to}");
    }
}
