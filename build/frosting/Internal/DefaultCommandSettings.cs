using System.ComponentModel;
using Cake.Cli;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Spectre.Console.Cli;

namespace Cake.Frosting.Internal;

/// <summary>The options that every host has.</summary>
internal sealed class DefaultCommandSettings : CommandSettings
{
    [CommandOption("-t|--target|--Target <TARGET>")]
    [DefaultValue(new[] { "Default" })]
    [Description("The task to run, after what it depends on. Give it again for more.")]
    public string[] Targets { get; init; } = [];

    [CommandOption("-e|--exclusive")]
    [Description("Runs the target alone, without what it depends on.")]
    public bool Exclusive { get; init; }

    [CommandOption("--dryrun|--noop|--whatif")]
    [Description("Lists the tasks that would run, in order.")]
    public bool DryRun { get; init; }

    [CommandOption("--tree|--showtree")]
    [Description("Shows which task depends on which.")]
    public bool Tree { get; init; }

    [CommandOption("--description|--descriptions|--showdescription|--showdescriptions")]
    [Description("Lists all tasks and what they do.")]
    public bool Descriptions { get; init; }

    [CommandOption("-v|--verbosity <VERBOSITY>")]
    [Description("How much is said: quiet, minimal, normal, verbose or diagnostic.")]
    [TypeConverter(typeof(VerbosityConverter))]
    public Verbosity? Verbosity { get; init; }

    [CommandOption("-w|--working <PATH>")]
    [Description("The directory to run in.")]
    [TypeConverter(typeof(Cli.DirectoryPathConverter))]
    public DirectoryPath? WorkingDirectory { get; init; }

    [CommandOption("--no-report")]
    [Description("Leaves out the table of tasks and durations at the end.")]
    public bool NoReport { get; init; }

    [CommandOption("--version|--ver")]
    [Description("Shows the version of this program.")]
    public bool Version { get; init; }

    [CommandOption("--info")]
    [Description("Shows the version of this program, in full and with a banner.")]
    public bool Info { get; init; }
}
