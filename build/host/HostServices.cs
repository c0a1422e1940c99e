using AiSandbox.Host.Adapters.Commands;
using AiSandbox.Host.Adapters.Docker;
using AiSandbox.Host.Adapters.Dotnet;
using AiSandbox.Host.Adapters.Git;
using AiSandbox.Host.Adapters.Ssh;
using AiSandbox.Host.Adapters.Terminal;
using AiSandbox.Host.Options;
using AiSandbox.Host.Services;
using AiSandbox.Host.Services.Agents;
using AiSandbox.Host.Services.Allowlist;
using AiSandbox.Host.Services.Allowlist.Edits;
using AiSandbox.Host.Services.Allowlist.Explaining;
using AiSandbox.Host.Services.Completion;
using AiSandbox.Host.Services.DevContainers;
using AiSandbox.Host.Services.Doctor;
using AiSandbox.Host.Services.Engine;
using AiSandbox.Host.Services.Environments;
using AiSandbox.Host.Services.Homes;
using AiSandbox.Host.Services.Images;
using AiSandbox.Host.Services.Logs;
using AiSandbox.Host.Services.Reviewing;
using AiSandbox.Host.Services.Sandboxes;
using AiSandbox.Host.Services.Sandboxes.Mounts;
using AiSandbox.Host.Services.Sandboxes.Proofs;
using AiSandbox.Host.Services.Sandboxes.Worktrees;
using AiSandbox.Host.Services.SelfCheck;
using AiSandbox.Host.Services.Ssh;
using AiSandbox.Host.Services.Suggestions;
using AiSandbox.Host.Services.Suggestions.Denials;
using AiSandbox.Host.Services.Suggestions.Projects;
using AiSandbox.Host.Services.Tests;
using AiSandbox.Host.Services.Traffic;
using AiSandbox.Host.Services.Verification;
using AiSandbox.Host.Services.Verification.Sandboxes;
using AiSandbox.Host.Services.Watching;
using Cake.Core;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace AiSandbox.Host;

/// <summary>What the host is made of. Constructors do no work, so all of it may be made for every run.</summary>
internal static class HostServices
{
    /// <summary>Registers adapters and services on top of options, checkout and state of the run.</summary>
    public static IServiceCollection AddHost(this IServiceCollection services, Func<string, string?> environment) => services
        .AddSingleton(TimeProvider.System)
        .AddSingleton<ICommandRunner, CommandRunner>()
        .AddSingleton(_ => AnsiConsole.Console)
        .AddSingleton(made => made.GetRequiredService<HostOptions>().Output)
        .AddSingleton<IReporter, Reporter>()
        .AddSingleton<IKeys, ConsoleKeys>()
        .AddSingleton<ConfigRenderer>()
        .AddEngine()
        .AddContainers()
        .AddIdentity(environment)
        .AddDoctor()
        .AddSingleton<CompletionScript>()
        .AddSingleton<AllowlistStore>()
        .AddSingleton<AllowlistEditor>()
        .AddSingleton<LivePolicy>()
        .AddSingleton<GitBlame>()
        .AddSingleton<AllowlistExplainer>()
        .AddSingleton<SessionEntries>()
        .AddSingleton<SandboxWatch>()
        .AddSingleton<SandboxHome>()
        .AddSingleton<SandboxList>()
        .AddSingleton<SandboxOwner>()
        .AddSingleton<WorktreeGit>()
        .AddSingleton<MountProof>()
        .AddSingleton<WorkspaceHold>()
        .AddSingleton<OwnAddresses>()
        .AddSingleton<SandboxWorktree>()
        .AddSingleton<WorktreeFetch>()
        .AddSingleton<SandboxConfig>()
        .AddSingleton<SandboxStack>()
        .AddSingleton<LostPackages>()
        .AddSingleton<SandboxRemoval>()
        .AddSingleton<RunningSessions>()
        .AddSingleton<SandboxStatus>()
        .AddSingleton<WorkspaceShell>()
        .AddSingleton<AgentSetup>()
        .AddSingleton<AgentSession>()
        .AddSingleton<NetworkSelfCheck>()
        .AddSingleton<IProxyLogSource, DockerProxyLogSource>()
        .AddSingleton<ProxyLog>()
        .AddSingleton<TrafficReport>()
        .AddSingleton<HandEdits>()
        .AddSingleton<VerificationSandboxes>()
        .AddSingleton<PresentConfiguration>()
        .AddSingleton<SandboxProof>()
        .AddSingleton<SandboxVerification>()
        .AddSingleton<MutationTrial>()
        .AddSingleton<ISandboxStart, DockerSandboxStart>()
        .AddSingleton<DenialSuggestion>()
        .AddSingleton<ProjectSuggestion>()
        .AddSingleton(_ => EditorHost.Present())
        .AddSingleton<EditorHandover>()
        .AddSingleton<TestSuite>()
        .AddSingleton<Baselines>()
        .AddSingleton<ProjectReview>()
        .AddSingleton<ILifecycleStep, WorktreeSteps>()
        .AddSingleton<ILifecycleStep, ReviewSteps>()
        .AddSingleton<HomeVolume>()
        .AddSingleton<HomeBackup>()
        .AddSingleton<HomeSwap>()
        .AddSingleton<HomeRestore>()
        .AddSingleton<HomeClone>();

    /// <summary>Leaves the engine's headings and table to those who ask for a verbosity.</summary>
    public static IServiceCollection AddReportPrinter(this IServiceCollection services, CommandLine line) =>
        line.Has(Option.Verbosity) && !line.IsQuiet ? services : services.AddSingleton<ICakeReportPrinter, QuietReportPrinter>();

    private static IServiceCollection AddEngine(this IServiceCollection services) => services
        .AddSingleton<EngineTraces>()
        .AddSingleton<EnginePackages>()
        .AddSingleton<PrivateEngine>()
        .AddSingleton<EngineLocator>()
        .AddSingleton<EngineAccess>()
        .AddSingleton(made => new DockerCli(
            made.GetRequiredService<ICommandRunner>(),
            made.GetRequiredService<EngineAccess>().ConnectAsync,
            made.GetRequiredService<Checkout>().Root))
        .AddSingleton<EngineRuntimes>()
        .AddSingleton<EngineSight>()
        .AddSingleton<AddressPools>()
        .AddSingleton<BaseImage>()
        .AddSingleton<PackageDay>()
        .AddSingleton(made => new DotnetSdk(made.GetRequiredService<ICommandRunner>(), made.GetRequiredService<Checkout>().Root))
        .AddSingleton<GuardProgram>()
        .AddSingleton<ImageInspection>()
        .AddSingleton<SandboxImages>();

    private static IServiceCollection AddContainers(this IServiceCollection services) => services
        .AddSingleton<ContainerPulse>()
        .AddSingleton<ContainerStates>()
        .AddSingleton<PolicyCheck>()
        .AddSingleton<SandboxPreflight>()
        .AddSingleton<SandboxDrift>()
        .AddSingleton<DiskRoom>()
        .AddSingleton<SandboxAttention>()
        .AddSingleton<SandboxStop>()
        .AddSingleton<FailedStart>();

    private static IServiceCollection AddDoctor(this IServiceCollection services) => services
        .AddSingleton<ICheckFamily, MachineFamily>()
        .AddSingleton<ICheckFamily, DotnetFamily>()
        .AddSingleton<ICheckFamily, EngineFamily>()
        .AddSingleton<ICheckFamily, FilesFamily>()
        .AddSingleton<ICheckFamily, IdentityFamily>()
        .AddSingleton<ICheckFamily, SandboxFamily>()
        .AddSingleton<ICheckFamily, NetworkFamily>()
        .AddSingleton<ICheckFamily, SshFamily>()
        .AddSingleton<SandboxDoctor>();

    private static IServiceCollection AddIdentity(this IServiceCollection services, Func<string, string?> environment) => services
        .AddSingleton(_ => HostFolders.Read(environment))
        .AddSingleton<WorkspaceEnv>()
        .AddSingleton<MountedFolders>()
        .AddSingleton<IHostGit, HostGit>()
        .AddSingleton<IKeyGenerator>(made => new SshKeygen(made.GetRequiredService<ICommandRunner>()))
        .AddSingleton<IKeyGenerator>(made => new ImageKeygen(
            (arguments, input, cancellation) => made.GetRequiredService<DockerCli>().TryAsync(arguments, cancellation, input),
            $"{made.GetRequiredService<HostOptions>().Name}-workspace"))
        .AddSingleton<SshKeys>();
}
