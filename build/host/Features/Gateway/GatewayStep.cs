using AiSandbox.Host.Cli;
using AiSandbox.Host.Features.Lifecycle;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Settings;
using AiSandbox.Host.Model.Vendors;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Terminal;

namespace AiSandbox.Host.Features.Gateway;

/// <summary>Sees to it that there is one way for a key.</summary>
public sealed class GatewayStep(HeldKeys keys, WorkspaceEnv env, IReporter reporter, HostOptions options, Checkout checkout) : ILifecycleStep
{
    /// <inheritdoc/>
    public void Check()
    {
        var variables = env.Read().Variables;
        if (keys.Variables.Keys.FirstOrDefault(variables.ContainsKey) is { } both)
        {
            throw new SandboxException(
                $"{checkout.Show("env/workspace.env")}: {both} goes round the gateway, which has that key.", "remove that line, or: " + options.CommandFor("PrepareKeys") + $" {Option.Vendor}=… {Option.Remove}",
                ExitCodes.Usage);
        }

        var inside = keys.Vendors.SelectMany(vendor => vendor.Variables.Keys.Select(name => (Vendor: vendor, Name: name)))
            .Where(one => one.Name.EndsWith("_KEY", StringComparison.Ordinal) && variables.GetValueOrDefault(one.Name) is { Length: > 0 }).DistinctBy(one => one.Name, StringComparer.Ordinal);
        foreach (var (vendor, name) in inside)
        {
            reporter.Line($"{checkout.Show("env/workspace.env")}: {name} is readable inside, and the agent can send it to every listed host. "
                + $"Keep it outside: {options.CommandFor("PrepareKeys")} {Option.Vendor}={vendor.Name}");
        }
    }
}
