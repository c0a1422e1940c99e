using System.Net.Sockets;
using System.Runtime.InteropServices;
using AiSandbox.Guard.Configuration;

namespace AiSandbox.Guard.Gate;

/// <summary>Runs resolver and relay until the gate ends; a SIGHUP has them read the lists again.</summary>
internal static class GateCommand
{
    // The gate may hold few processes, and threads count as such; a machine with many processors would start as many.
    private const int Threads = 4;

    /// <summary>Runs.</summary>
    /// <param name="lists">The folder with <c>allowed-443</c> and <c>allowed-22</c>.</param>
    /// <param name="ready">A file to make when both listen.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string lists, string ready)
    {
        ThreadPool.SetMinThreads(1, 1);
        ThreadPool.SetMaxThreads(Threads, Threads);
        try
        {
            await using var server = new GateServer(GateOptions.Of(lists), EndWithoutLog, GateRelay.OriginalDestination);
            var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
            {
                context.Cancel = true;
                stopping.TrySetResult();
            });
            using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
            {
                context.Cancel = true;
                server.Reload();
            });
            server.Start();
            await File.WriteAllBytesAsync(ready, []);
            await stopping.Task;
            return 0;
        }
        catch (Exception exception) when (
            exception is ConfigurationException or IOException or UnauthorizedAccessException or SocketException)
        {
            await Console.Error.WriteLineAsync($"gate: {exception.Message}");
            return 1;
        }
    }

    private static void EndWithoutLog(Exception exception)
    {
        Console.Error.WriteLine($"gate: the log cannot be written, so no name is answered: {exception.Message}");
        Environment.Exit(1);
    }
}
