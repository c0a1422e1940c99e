using AiSandbox.Host.Cli;
using AiSandbox.Host.Model;
using AiSandbox.Verification.Proofs;

namespace AiSandbox.Host.Features.Lifecycle;

/// <summary>Says whether a sandbox is verified as it is now.</summary>
public sealed class SandboxProof(PresentConfiguration present, Checkout checkout, TimeProvider clock)
{
    /// <summary>The state of the proof.</summary>
    /// <param name="options">Which sandbox.</param>
    /// <param name="runtime">The OCI runtime of its workspace; <see langword="null"/> for the engine's own.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<ProofState> ReadAsync(HostOptions options, string? runtime, CancellationToken cancellation) => ProofState.Of(
        GreenRunFile.Read(checkout, options.Name),
        await present.ReadAsync(options.Name, runtime, cancellation),
        clock.GetLocalNow(),
        options.CommandFor("Verify"));
}
