using AiSandbox.Host.Adapters.Commands;
using AiSandbox.Host.Adapters.Docker;
using AiSandbox.Host.Adapters.Files;
using AiSandbox.Host.Adapters.Node;
using AiSandbox.Host.Adapters.Terminal;
using AiSandbox.Host.Options;
using AiSandbox.Host.Services.Environments;
using AiSandbox.Host.Services.Sandboxes;

namespace AiSandbox.Host.Services.Images;

/// <summary>Builds the images of a sandbox. Those whose packages are a week old are built with newer ones, where they can be had.</summary>
/// <param name="docker">The engine.</param>
/// <param name="baseImage">What they build on.</param>
/// <param name="guard">The program in the guard's image.</param>
/// <param name="packages">The day that the packages are of.</param>
/// <param name="owner">Whose the name is.</param>
/// <param name="reporter">What the user sees.</param>
/// <param name="checkout">The checkout.</param>
/// <param name="options">What the environment says about npm's registry.</param>
/// <param name="host">Where the user's own configuration of npm lies.</param>
public sealed class SandboxImages(
    DockerCli docker, BaseImage baseImage, GuardProgram guard, PackageDay packages, SandboxOwner owner, IReporter reporter, Checkout checkout, HostOptions options, HostFolders host)
{
    /// <summary>The services that have an image of their own; the gate runs from the proxy's.</summary>
    public static IReadOnlyList<string> Services { get; } = ["guard", "proxy", "workspace"];

    /// <summary>Builds all; what is built already comes out of the engine's cache.</summary>
    /// <exception cref="SandboxException">Another checkout has a sandbox of that name.</exception>
    public async Task BuildAsync(Sandbox sandbox, CancellationToken cancellation)
    {
        await owner.RequireAsync(cancellation);

        if (await packages.UseAsync(options.Line.Flag(Option.Refresh), day => BuildAsync(sandbox, day, cancellation)) is { } kept)
        {
            reporter.Warn($"Newer packages could not be downloaded, so the images keep those of {PackageDay.Text(kept)}. The first build "
                + $"from tomorrow on tries again; to try now: {options.CommandFor("Build")} --refresh");
        }
    }

    private async Task BuildAsync(Sandbox sandbox, DateOnly day, CancellationToken cancellation)
    {
        // Sandboxes share the base image and the guard's program: one run at a time makes them, and builds from them.
        using (await HoldAsync(cancellation))
        {
            await baseImage.EnsureAsync(cancellation, options.Line.Flag(Option.Refresh));
            await guard.PublishAsync(cancellation);
            await StepAsync("guard");
        }

        foreach (var service in Services.Where(service => service is not "guard"))
            await StepAsync(service);

        Task StepAsync(string service) => reporter.StepAsync($"Building the {service} image", async detail =>
        {
            await BuildAsync(sandbox, service, day, detail, cancellation);
        });
    }

    private Task<IDisposable> HoldAsync(CancellationToken cancellation) => FileLock.HoldAsync(
        Path.Combine(checkout.Artifacts, "guard", ".lock"), options.Asked, FileLock.LongWork,
        holder => reporter.Line($"Waiting: {holder} builds what all sandboxes share …"),
        cancellation);

    private async Task BuildAsync(Sandbox sandbox, string service, DateOnly day, Action<string> detail, CancellationToken cancellation)
    {
        try
        {
            await ComposeAsync();
        }
        catch (SandboxException failed) when (service is "guard" && guard.IsNative && failed.InnerException is CommandException)
        {
            // A machine newer than the image links against a C library that the image does not have.
            await guard.PublishPortableAsync(cancellation);
            await ComposeAsync();
        }

        Task ComposeAsync() => BuildProgress.RunAsync(
            docker, checkout, ComposeArguments.Of(checkout), service, Variables(sandbox, day), detail, cancellation, options.Line.Flag(Option.Refresh));
    }

    // As apt's mirror in the base image: the build fetches from where this machine does.
    private Dictionary<string, string?> Variables(Sandbox sandbox, DateOnly day)
    {
        var registry = sandbox.Settings.Features.Any(feature => feature.NeedsNpm) ? NpmRegistry.Find(options.NpmRegistry, host.Home) : null;
        return new(sandbox.Interpolation(), StringComparer.Ordinal)
        {
            [Sandbox.NpmRegistry] = registry ?? "",
            [Sandbox.PackagesOf] = PackageDay.Text(day),
        };
    }
}
