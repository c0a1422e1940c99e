using AiSandbox.Host.Adapters.Commands;
using AiSandbox.Host.Services.Verification.Catalogue;

namespace AiSandbox.Host.Services.Verification.Sandboxes;

/// <summary>A sandbox whose cases also know where the other one stands. It belongs to whoever made it.</summary>
/// <param name="sandbox">The sandbox.</param>
/// <param name="other">The other one.</param>
internal sealed class PairedSandbox(IVerificationSandbox sandbox, IVerificationSandbox other) : IVerificationSandbox
{
    /// <inheritdoc/>
    public SandboxFacts Facts => sandbox.Facts;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Values { get; } =
        new Dictionary<string, string>(sandbox.Values, StringComparer.Ordinal)
        {
            [Placeholders.NeighbourWorkspace] = other.Values[Placeholders.Workspace],
            [Placeholders.NeighbourGuard] = other.Values[Placeholders.Guard],
        };

    /// <inheritdoc/>
    public Task<CommandResult> ExecuteAsync(VerificationCase test, CancellationToken cancellation) =>
        sandbox.ExecuteAsync(test, cancellation);

    /// <inheritdoc/>
    public Task<LogExtract> ReadProxyLogAsync(CancellationToken cancellation) => sandbox.ReadProxyLogAsync(cancellation);

    /// <inheritdoc/>
    public Task<LogExtract?> ReadInternetLogAsync(CancellationToken cancellation) =>
        sandbox.ReadInternetLogAsync(cancellation);

    /// <inheritdoc/>
    public Task<IAsyncDisposable> DisturbAsync(VerificationCase test, CancellationToken cancellation) =>
        sandbox.DisturbAsync(test, cancellation);

    /// <inheritdoc/>
    public Task WeakenAsync(string file, string text, CancellationToken cancellation) =>
        sandbox.WeakenAsync(file, text, cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
