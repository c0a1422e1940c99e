using AiSandbox.Host.Cli;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform.Terminal;
using Cake.Core;
using Cake.Frosting;

namespace AiSandbox.Host;

/// <summary>What every task is given: the options, the checkout, the terminal and the token of Ctrl+C.</summary>
public sealed class BuildContext(
    ICakeContext context,
    HostOptions options,
    Checkout checkout,
    IReporter reporter,
    RunState run) : FrostingContext(context)
{
    /// <summary>The options.</summary>
    public HostOptions Options { get; } = options;

    /// <summary>The checkout.</summary>
    public Checkout Checkout { get; } = checkout;

    /// <summary>What the user sees.</summary>
    public IReporter Reporter { get; } = reporter;

    /// <summary>The state of this run.</summary>
    public RunState Run { get; } = run;

    /// <summary>Cancelled by Ctrl+C.</summary>
    public CancellationToken Cancellation => Run.Cancellation;
}
