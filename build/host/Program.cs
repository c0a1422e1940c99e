using AiSandbox.Host;
using AiSandbox.Host.Options;
using AiSandbox.Host.Services;

// Composition root: what is asked for, what it is made of, and the exit code. Everything else lives in Tasks and Services.
try
{
    return await HostProgram.RunAsync(args, Environment.GetEnvironmentVariable);
}
catch (UsageException wrong)
{
    Console.Error.WriteLine($"Error: {wrong.Message}");
    return ExitCodes.Usage;
}
catch (SandboxException failure)
{
    Console.Error.WriteLine($"Error: {failure.Message}");
    return failure.ExitCode;
}
