using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines;
using AiSandbox.Host.Features.Agents;
using AiSandbox.Host.Features.Allowlist;
using AiSandbox.Host.Features.Completion;
using AiSandbox.Host.Features.DevContainer;
using AiSandbox.Host.Features.Disk;
using AiSandbox.Host.Features.Doctor;
using AiSandbox.Host.Features.Explain;
using AiSandbox.Host.Features.Forward;
using AiSandbox.Host.Features.Gateway;
using AiSandbox.Host.Features.Home;
using AiSandbox.Host.Features.Lifecycle;
using AiSandbox.Host.Features.Review;
using AiSandbox.Host.Features.SelfTest;
using AiSandbox.Host.Features.Services;
using AiSandbox.Host.Features.Suggest;
using AiSandbox.Host.Features.Traffic;
using AiSandbox.Host.Features.Verify;
using AiSandbox.Host.Features.Watch;
using AiSandbox.Host.Features.Worktrees;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Lists;
using AiSandbox.Host.Model.Services;
using AiSandbox.Host.Model.Settings;
using AiSandbox.Host.Model.Vendors;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Git;
using AiSandbox.Host.Platform.Terminal;
using Cake.Core;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace AiSandbox.Host;

/// <summary>What the host is made of. Constructors do no work, so all of it may be made for every run.</summary>
internal static class HostServices
{
    /// <summary>Registers all rooms on top of options, checkout and state of the run; a line a feature.</summary>
    public static IServiceCollection AddHost(this IServiceCollection services, Func<string, string?> environment) => services
        .AddRooms(environment)
        .AddEngines()
        .AddLifecycle()
        .AddAllowlist()
        .AddWorktrees()
        .AddReview()
        .AddAgents()
        .AddCompletion()
        .AddDevContainer()
        .AddDisk()
        .AddDoctor()
        .AddExplain()
        .AddForward()
        .AddGateway()
        .AddHome()
        .AddSelfTest()
        .AddServices()
        .AddSuggest()
        .AddTraffic()
        .AddVerify()
        .AddWatch();

    /// <summary>Leaves the engine's headings and table to those who ask for a verbosity.</summary>
    public static IServiceCollection AddReportPrinter(this IServiceCollection services, CommandLine line) =>
        line.Has(Option.Verbosity) && !line.IsQuiet ? services : services.AddSingleton<ICakeReportPrinter, QuietReportPrinter>();

    private static IServiceCollection AddRooms(this IServiceCollection services, Func<string, string?> environment) => services
        .AddSingleton(TimeProvider.System)
        .AddSingleton(_ => AnsiConsole.Console)
        .AddSingleton(made => made.GetRequiredService<HostOptions>().Output)
        .AddSingleton<ICommandRunner, CommandRunner>()
        .AddSingleton<IReporter, Reporter>()
        .AddSingleton<IKeys, ConsoleKeys>()
        .AddSingleton<GitBlame>()
        .AddSingleton<IHostGit, HostGit>()
        .AddSingleton(_ => HostFolders.Read(environment))
        .AddSingleton<ConfigRenderer>()
        .AddSingleton<AllowlistStore>()
        .AddSingleton<SandboxConfig>()
        .AddSingleton<HandEdits>()
        .AddSingleton<WorkspaceEnv>()
        .AddSingleton<HeldKeys>()
        .AddSingleton<MountedFolders>()
        .AddSingleton<HiddenFiles>()
        .AddSingleton<ServicesFile>()
        .AddSingleton<OwnAddresses>();
}
