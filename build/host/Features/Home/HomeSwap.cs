using AiSandbox.Host.Cli;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Files;
using AiSandbox.Host.Platform.Terminal;

namespace AiSandbox.Host.Features.Home;

/// <summary>Replaces a home: what comes is put beside what is there, and takes its place once it is whole.</summary>
public sealed class HomeSwap(HomeVolume volume, IReporter reporter, Checkout checkout)
{
    /// <summary>Replaces it.</summary>
    /// <param name="kept">The home, or a service's data.</param>
    /// <param name="options">Whether a home that is in use may go.</param>
    /// <param name="title">What is done, in the present tense.</param>
    /// <param name="fill">Puts the new one beside the old one.</param>
    /// <param name="cancellation">Ends it; the old one stays.</param>
    /// <exception cref="SandboxException">The sandbox runs, or the new one did not become whole.</exception>
    public async Task<T> ReplaceAsync<T>(
        KeptVolume kept, HostOptions options, string title, Func<Action<string>, Task<T>> fill, CancellationToken cancellation)
    {
        using var held = await FileLock.HoldAsync(
            Path.Combine(checkout.Artifacts, "homes", $"{kept.Sandbox}.lock"), options.Asked, FileLock.LongWork,
            holder => reporter.Line($"Waiting: {holder} works on this home …"), cancellation);
        await volume.RequireDownAsync(kept, options, cancellation);
        if (!await volume.ExistsAsync(kept, cancellation))
            await volume.CreateAsync(kept, cancellation);
        else if (await volume.IsUsedAsync(kept, cancellation))
            reporter.Confirm(kept.Service is null ? $"Replace everything under /root of sandbox {kept.Sandbox} but the mounted folder?" : $"Replace the data of {kept.Service} of sandbox {kept.Sandbox}?", options.Yes);

        return await reporter.StepAsync(title, async detail =>
        {
            try
            {
                var result = await fill(detail);
                await volume.RequireDownAsync(kept, options, cancellation);
                await volume.WriteAsync(kept, "swap", null, cancellation);
                return result;
            }
            catch
            {
                await volume.WriteAsync(kept, "discard", null, CancellationToken.None);
                throw;
            }
        });
    }
}
