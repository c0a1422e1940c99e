using AiSandbox.Host;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Terminal;

// Composition root: what is asked for, what it is made of, and the exit code. Everything else lives in the rooms beside it.
try
{
    return await HostProgram.RunAsync(args, Environment.GetEnvironmentVariable);
}
catch (Exception failure) when (failure is UsageException or SandboxException)
{
    Console.Error.WriteLine($"Error: {failure.Message}");
    return new RunState(CancellationToken.None) { AsksForCommand = CommandLine.AsksForCommand(args) }.CodeOf(ExitCodes.Of(failure));
}
