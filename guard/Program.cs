using System.Net.Sockets;
using System.Reflection;
using System.Runtime.InteropServices;
using AiSandbox.Guard;
using AiSandbox.Guard.Configuration;
using AiSandbox.Guard.Forward;
using AiSandbox.Guard.Gate;
using AiSandbox.Guard.Keys;
using AiSandbox.Guard.Relay;

// Read by the runtime when the first socket is made: what waited for a socket goes on at once, on the thread that was
// told, and that is one thread as in Squid. It saves a hand-over and a cold core for every packet.
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT", "1");

switch (args)
{
    case ["--version"]:
        Console.WriteLine(typeof(GuardServer).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion);
        return 0;
    case ["--forward", .. var ports]:
        return await ForwardCommand.RunAsync(ports);
    case ["--reload"]:
        return ReloadCommand.Run();
    case ["--health", .. { Length: <= 1 } rest]:
        return HealthCheck.Run(rest.FirstOrDefault() ?? GuardOptionsFile.DefaultPath);
    case ["--gate", var lists, var ready]:
        return await GateCommand.RunAsync(lists, ready);
    case ["--keys", ..]:
    case ["--keys-health"]:
        return await KeysCommand.MainAsync(args);
    case { Length: <= 1 } when !args.Any(argument => argument.StartsWith('-')):
        break;
    default:
        Console.Error.WriteLine("guard: expected [FILE], --forward PORT..., --gate LISTS READY, --health [FILE], --keys …, --keys-health, --reload or --version");
        return 1;
}

try
{
    var options = GuardOptionsFile.Read(args.FirstOrDefault() ?? GuardOptionsFile.DefaultPath);
    DescriptorLimit.Require(options);
    await using var server = new GuardServer(options, EndWithoutLog);
    var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
    {
        context.Cancel = true;
        server.Reload();
    });

    server.Start();
    await stopping.Task;
    return 0;

    void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        stopping.TrySetResult();
    }
}
catch (Exception exception) when (
    exception is ConfigurationException or IOException or UnauthorizedAccessException or SocketException)
{
    Console.Error.WriteLine($"guard: {exception.Message}");
    return 1;
}

static void EndWithoutLog(Exception exception)
{
    Console.Error.WriteLine($"guard: the log cannot be written, so no traffic: {exception.Message}");
    Environment.Exit(1);
}
