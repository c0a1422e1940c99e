using System.Security.Cryptography;
using AiSandbox.Host;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Features.Verify.Sandboxes;
using AiSandbox.Host.Platform.Docker;
using AiSandbox.Host.Platform.Terminal;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Sandbox.Tests.Verification;

/// <summary>The images of a sandbox that nobody uses, and what starts verification sandboxes from them.</summary>
internal sealed class Lab : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private Lab(SandboxName name)
    {
        Name = name;
        _services = new ServiceCollection()
            .AddSingleton(new HostOptions { Name = name, NameIsDefault = false })
            .AddSingleton(BuildScript.Of(name.Value))
            .AddSingleton(AnsiConsole.Console)
            .AddHost(Environment.GetEnvironmentVariable)
            .AddSingleton<IReporter>(new TestReporter())
            .BuildServiceProvider();
    }

    public SandboxName Name { get; }

    public VerificationSandboxes Sandboxes => _services.GetRequiredService<VerificationSandboxes>();

    public DockerCli Docker => _services.GetRequiredService<DockerCli>();

    /// <summary>Builds the images through the entry script.</summary>
    public static async Task<Lab> BuildAsync()
    {
        var name = SandboxName.Parse($"test-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}");
        await BuildScript.BuildAllAsync(name.Value);

        return new Lab(name);
    }

    /// <summary>What there is of a verification sandbox: containers, networks, volumes, image names.</summary>
    public async Task<IReadOnlyList<string>> FindAsync(string suffix)
    {
        var filter = $"label=com.docker.compose.project={Name}-{suffix}";
        return
        [
            .. await Docker.ListAsync(["ps", "--all", "--quiet", "--filter", filter], CancellationToken.None),
            .. await Docker.ListAsync(["network", "ls", "--quiet", "--filter", filter], CancellationToken.None),
            .. await Docker.ListAsync(["volume", "ls", "--quiet", "--filter", filter], CancellationToken.None),
            .. await Docker.ListAsync(["image", "ls", "--quiet", $"{Name}-{suffix}-*"], CancellationToken.None),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await BuildScript.CleanupAsync(Name.Value);
    }
}

/// <summary>Says nothing.</summary>
internal sealed class TestReporter : IReporter
{
    public Task<T> StepAsync<T>(string title, Func<Action<string>, Task<T>> work) => work(_ => { });

    public void Line(string text)
    {
        // Nobody reads along.
    }

    public void Warn(string text)
    {
        // Nobody reads along.
    }

    public void Confirm(string question, bool yes)
    {
        // Nothing here asks.
    }
}
