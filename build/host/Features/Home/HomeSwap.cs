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
    /// <param name="name">The sandbox.</param>
    /// <param name="options">Whether a home that is in use may go.</param>
    /// <param name="title">What is done, in the present tense.</param>
    /// <param name="fill">Puts the new one beside the old one.</param>
    /// <param name="cancellation">Ends it; the old one stays.</param>
    /// <exception cref="SandboxException">The sandbox runs, or the new one did not become whole.</exception>
    public async Task<T> ReplaceAsync<T>(
        SandboxName name, HostOptions options, string title, Func<Action<string>, Task<T>> fill, CancellationToken cancellation)
    {
        using var held = await FileLock.HoldAsync(
            Path.Combine(checkout.Artifacts, "homes", $"{name}.lock"), options.Asked, FileLock.LongWork,
            holder => reporter.Line($"Waiting: {holder} works on this home …"), cancellation);
        await volume.RequireDownAsync(name, options, cancellation);
        if (!await volume.ExistsAsync(name, cancellation))
            await volume.CreateAsync(name, cancellation);
        else if (await volume.IsUsedAsync(name, cancellation))
            reporter.Confirm($"Replace everything under /root of sandbox {name} but the mounted folder?", options.Yes);

        return await reporter.StepAsync(title, async detail =>
        {
            try
            {
                var result = await fill(detail);
                await volume.RequireDownAsync(name, options, cancellation);
                await volume.WriteAsync(name, "swap", null, cancellation);
                return result;
            }
            catch
            {
                await volume.WriteAsync(name, "discard", null, CancellationToken.None);
                throw;
            }
        });
    }
}
