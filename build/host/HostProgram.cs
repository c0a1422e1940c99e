using System.Reflection;
using System.Runtime.InteropServices;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Terminal;
using AiSandbox.Host.Platform.Timing;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;

namespace AiSandbox.Host;

/// <summary>Reads the command line, composes the host, and ends with the exit code of what happened.</summary>
internal static class HostProgram
{
    /// <summary>Runs the host.</summary>
    /// <exception cref="UsageException">The command line cannot be carried out; nothing has run.</exception>
    public static async Task<int> RunAsync(string[] arguments, Func<string, string?> environment)
    {
        var catalogue = TargetCatalogue.Of(Assembly.GetExecutingAssembly());
        var line = CommandLine.Parse(arguments, [.. catalogue.Names], isPowerShell: environment(EnvironmentNames.Script)?.EndsWith(".ps1", StringComparison.Ordinal) is true);
        OptionUse.Require(line, catalogue);
        line.CheckValues();
        var checkout = Checkout.Find(environment, AppContext.BaseDirectory);
        var options = HostOptions.Read(line, environment, checkout.Root);
        if (line.Has(Option.Help))
        {
            Console.Out.Write(HelpText.Render(options.Script, catalogue, HelpText.Width));
            return ExitCodes.Done;
        }

        if (line.Has(Option.Tree))
        {
            Console.Out.Write(string.Join('\n', catalogue.Tree(line.Targets)));
            return ExitCodes.Done;
        }

        OwnPlaces.Require(checkout.Of(options));

        // Cake colours its errors even into a pipe, unless it is told not to.
        if (Console.IsOutputRedirected || Console.IsErrorRedirected)
            Environment.SetEnvironmentVariable(EnvironmentNames.NoColor, "1");

        using var timing = line.Flag(Option.Timing) ? new RunTiming() : null;
        using var interrupt = new CancellationTokenSource();
        using var sigint = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        using var sigterm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
        var run = new RunState(interrupt.Token) { AsksForCommand = CommandLine.AsksForCommand(arguments) };
        var code = await Task.Run(() => CakeHost.Create()
            .ConfigureServices(services => services
                .AddSingleton(options)
                .AddSingleton(checkout.Of(options))
                .AddSingleton(catalogue)
                .AddSingleton(run)
                .AddHost(environment)
                .AddReportPrinter(line))
            .UseCakeSetting("Settings_UnifiedDependencyGraphForMultipleTargets", "false")
            .UseContext<BuildContext>()
            .UseTeardown<BuildTeardown>()
            .Run(FrostingArguments.Of(line)), CancellationToken.None);

        timing?.Report(Console.Error, Path.Combine(checkout.Artifacts, "timing.json"));
        return run.ExitCode ?? run.CodeOf(code);

        // The runtime would end the process at the signal. Cancelled, the task unwinds and the host ends by itself.
        void Cancel(PosixSignalContext signal)
        {
            signal.Cancel = true;
            interrupt.Cancel();
        }
    }
}
