using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines.Containers;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Settings;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Docker;
using AiSandbox.Host.Platform.Files;
using AiSandbox.Host.Platform.Node;
using AiSandbox.Host.Platform.Terminal;

namespace AiSandbox.Host.Engines.Images;

/// <summary>Builds the images of a sandbox. Those whose packages are a week old are built with newer ones, where they can be had.</summary>
public sealed class SandboxImages(
    DockerCli docker, BaseImage baseImage, GuardProgram guard, GatewayProgram gateway, PackageDay packages, ImageInspection images, UnusedImages unused, SandboxOwner owner, IReporter reporter, Checkout checkout, HostOptions options, HostFolders host)
{
    private readonly ImageInputs _inputs = new(checkout);

    private bool Refresh => options.Line.Flag(Option.Refresh);

    /// <summary>The services that have an image of their own; the gate runs from the proxy's.</summary>
    public static IReadOnlyList<string> Services { get; } = ["guard", "proxy", "workspace"];

    /// <summary>All that a sandbox can have.</summary>
    public static IReadOnlyList<string> Own { get; } = [.. Services, SandboxStack.Gateway];

    /// <summary>All that are called after a sandbox: the internet is Verify's.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Own, "internet"];

    // Verify tries the gateway whether this sandbox has one or not.
    private bool NeedsGateway(Sandbox sandbox) => sandbox.HasGateway || options.Requested("Verify");

    /// <summary>Builds what is not there, or not of what it should be made of.</summary>
    /// <exception cref="SandboxException">Another checkout has a sandbox of that name.</exception>
    public async Task BuildAsync(Sandbox sandbox, CancellationToken cancellation)
    {
        await owner.RequireAsync(cancellation);

        if (await packages.UseAsync(Refresh, day => BuildAsync(sandbox, day, cancellation)) is { } kept)
        {
            reporter.Warn($"Newer packages could not be downloaded, so the images keep those of {PackageDay.Text(kept)}. The first build "
                + $"from tomorrow on tries again; to try now: {options.CommandFor("Build")} --refresh");
        }
    }

    private async Task BuildAsync(Sandbox sandbox, DateOnly day, CancellationToken cancellation)
    {
        // Most times all is there: that takes one question to the engine, and no turn.
        if (!Refresh && await AreThereAsync(sandbox, day, cancellation))
            return;

        // Sandboxes share all of it: one run at a time makes something, and the next one finds it.
        using var turn = await HoldAsync(cancellation);
        await baseImage.EnsureAsync(cancellation, Refresh);
        await guard.PublishAsync(cancellation);
        if (NeedsGateway(sandbox))
            await gateway.PublishAsync(cancellation);
        foreach (var (service, wanted, _) in (await LookAsync(sandbox, day, cancellation)).Where(image => Refresh || !image.IsThere))
        {
            // Another sandbox may have it, and may be removed at this moment.
            if (Refresh || (await docker.TryAsync(["image", "tag", wanted, $"{sandbox.Name}-{service}"], cancellation)).ExitCode is not 0)
                await reporter.StepAsync($"Building the {service} image", async detail => await BuildAsync(sandbox, service, day, detail, cancellation));
        }
    }

    private async Task<bool> AreThereAsync(Sandbox sandbox, DateOnly day, CancellationToken cancellation)
    {
        try
        {
            return await guard.IsThereAsync(cancellation) && (!NeedsGateway(sandbox) || await gateway.IsThereAsync(cancellation)) && (await LookAsync(sandbox, day, cancellation)).All(image => image.IsThere);
        }
        catch (IOException)
        {
            return false; // another run writes the guard's program at this moment
        }
    }

    // Each service, the tag of an image that is made of what it should be, and whether the sandbox has that one.
    private async Task<IReadOnlyList<(string Service, string Wanted, bool IsThere)>> LookAsync(Sandbox sandbox, DateOnly day, CancellationToken cancellation)
    {
        var there = await images.ReadAsync(sandbox.Name, cancellation);
        var on = there.GetValueOrDefault(ImageInspection.Base)?.Id ?? "";
        return [.. (NeedsGateway(sandbox) ? Own : Services).Select(service => (Service: service, Wanted: _inputs.Of(service, on, sandbox, day, Registry(sandbox) ?? "")))
            .Select(image => (image.Service, image.Wanted, there.GetValueOrDefault(image.Service)?.Has(image.Wanted) is true))];
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
        catch (SandboxException failed) when (ProgramOf(service) is { IsNative: true } program && failed.InnerException is CommandException)
        {
            // A machine newer than the image links against a C library that the image does not have.
            await program.PublishPortableAsync(cancellation);
            await ComposeAsync();
        }

        // What went into it is known now; it is what the next run looks for.
        var (_, made, _) = (await LookAsync(sandbox, day, cancellation)).First(image => image.Service == service);
        await docker.RunAsync(["image", "tag", $"{sandbox.Name}-{service}", made], cancellation);
        await unused.PruneAsync(cancellation);

        NativeProgram? ProgramOf(string image) => image switch { "guard" => guard, SandboxStack.Gateway => gateway, _ => null };
        Task ComposeAsync() => BuildProgress.RunAsync(
            docker, checkout, ComposeArguments.Of(checkout), service, BuildProgress.By(sandbox.Settings.Upstream, Variables(sandbox, day)), detail, cancellation, Refresh);
    }

    // As apt's mirror in the base image: the build fetches from where this machine does.
    private Dictionary<string, string?> Variables(Sandbox sandbox, DateOnly day) => new(sandbox.Interpolation(), StringComparer.Ordinal)
    {
        [Sandbox.NpmRegistry] = Registry(sandbox) ?? "",
        [Sandbox.PackagesOf] = PackageDay.Text(day),
    };

    private string? Registry(Sandbox sandbox) =>
        sandbox.Settings.Features.Any(feature => feature.NeedsNpm) ? NpmRegistry.Find(options.NpmRegistry, host.Home) : null;
}
