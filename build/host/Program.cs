using AiSandbox.Host;
using AiSandbox.Host.Options;
using AiSandbox.Host.Services;

// Composition root: what is asked for, what it is made of, and the exit code. Everything else lives in Tasks and Services.
try
{
    return await HostProgram.RunAsync(args, Environment.GetEnvironmentVariable);
}
catch (Exception failure) when (failure is UsageException or SandboxException)
{
    Console.Error.WriteLine($"Error: {failure.Message}");
    return new RunState(CancellationToken.None) { AsksForCommand = CommandLine.AsksForCommand(args) }.CodeOf(ExitCodes.Of(failure));
}
