using Cake.Core;
using Cake.Core.Diagnostics;

namespace AiSandbox.Host.Platform.Terminal;

/// <summary>Leaves out the engine's headings and its table, which comes after a failure even where it is switched off.</summary>
public sealed class QuietReportPrinter : ICakeReportPrinter
{
    /// <inheritdoc/>
    public void Write(CakeReport report)
    {
    }

    /// <inheritdoc/>
    public void WriteLifeCycleStep(string name, Verbosity verbosity)
    {
    }

    /// <inheritdoc/>
    public void WriteSkippedStep(string name, Verbosity verbosity)
    {
    }

    /// <inheritdoc/>
    public void WriteStep(string name, Verbosity verbosity)
    {
    }
}
