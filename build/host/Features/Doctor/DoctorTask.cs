using AiSandbox.Host.Cli;
using Cake.Frosting;
using Spectre.Console;

namespace AiSandbox.Host.Features.Doctor;

/// <summary>Looks at every requirement. Ends with 0 where nothing is wrong, and with 4 where something is.</summary>
[TaskName("Doctor")]
[TaskDescription("Checks machine, engine, files and sandbox, and says how to repair what is wrong; --ssh tries the git hosts, --json is for programs.")]
public sealed class DoctorTask(SandboxDoctor doctor, IAnsiConsole console) : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        var report = await doctor.ExamineAsync(context.Options, context.Cancellation);
        if (context.Options.Line.Flag(Option.Json))
            context.Reporter.Line(report.Json());
        else
            DoctorTerminal.Show(console, report);

        context.Run.ExitCode = report.ExitCode;
    }
}
