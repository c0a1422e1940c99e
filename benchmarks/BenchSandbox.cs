using System.Globalization;
using AiSandbox.Host;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Features.Verify.Sandboxes;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Docker;
using AiSandbox.Host.Platform.Terminal;
using CliWrap;
using CliWrap.Buffered;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace AiSandbox.Benchmarks;

/// <summary>A sandbox with a simulated internet, made for one benchmark and removed behind it.</summary>
internal static class BenchSandbox
{
    /// <summary>Measures in it.</summary>
    /// <param name="checkout">The checkout.</param>
    /// <param name="suffix">What its name has more.</param>
    /// <param name="measure">Is given the sandbox's own checkout, its engine and its name.</param>
    public static async Task<bool> RunAsync(Checkout checkout, string suffix, Func<Checkout, DockerCli, string, Task<bool>> measure)
    {
        var name = SandboxName.Parse($"bench-{Guid.NewGuid():N}"[..14]);
        await BuildAsync(checkout, "Build", name);
        var own = checkout.Of(name);
        try
        {
            await using var services = new ServiceCollection()
                .AddSingleton(new HostOptions { Name = name, NameIsDefault = false, NoColor = true })
                .AddSingleton(own)
                .AddSingleton(AnsiConsole.Console)
                .AddSingleton(new RunState(CancellationToken.None))
                .AddHost(Environment.GetEnvironmentVariable)
                .BuildServiceProvider();
            var sandboxes = services.GetRequiredService<VerificationSandboxes>();
            await sandboxes.BuildInternetAsync(name, CancellationToken.None);
            await using var sandbox = await sandboxes.StartAsync(name, suffix, sandboxes.Plan(), CancellationToken.None);

            return await measure(own, services.GetRequiredService<DockerCli>(), $"{name}-{suffix}");
        }
        finally
        {
            await BuildAsync(checkout, "Cleanup", name, "--yes");
            Directory.Delete(own.Home, recursive: true);
        }
    }

    private static async Task BuildAsync(Checkout checkout, string target, SandboxName name, params string[] more)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{target} of {name} …"));
        var result = await Cli.Wrap(Path.Combine(checkout.Root, OperatingSystem.IsWindows() ? "build.ps1" : "build.sh"))
            .WithArguments([$"--target={target}", $"--name={name}", .. more])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();
        if (result.ExitCode != 0)
            throw new SandboxException($"{target} failed: {result.StandardError.Trim()}");
    }
}
