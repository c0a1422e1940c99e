using Cake.Core;
using Cake.Core.Diagnostics;

namespace Frosting.Tests.Fakes;

/// <summary>A printer that keeps the report.</summary>
internal sealed class FakeReportPrinter : ICakeReportPrinter
{
    public CakeReport? Report { get; private set; }

    public void Write(CakeReport report) => Report = report;

    public void WriteLifeCycleStep(string name, Verbosity verbosity)
    {
    }

    public void WriteStep(string name, Verbosity verbosity)
    {
    }

    public void WriteSkippedStep(string name, Verbosity verbosity)
    {
    }
}
