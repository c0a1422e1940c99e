using System.Reflection;
using Cake.Common;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Frosting.Tests.Fakes;

namespace Frosting.Tests;

public sealed class CommandLineTests
{
    private const string VerbosityFile = "[Settings]\nVerbosity=diagnostic\n";

    [TestCase("-w", "./Bar")]
    [TestCase("--working", "./Bar")]
    public void Should_change_to_the_working_directory_when_the_command_line_names_one(params string[] arguments)
    {
        using var fixture = new HostFixture().WithDirectory("Bar");

        fixture.Run(arguments);

        fixture.Environment.WorkingDirectory.ShouldBe(fixture.Root.Combine("Bar"));
    }

    [Test]
    public void Should_return_one_when_the_working_directory_does_not_exist()
    {
        using var fixture = new HostFixture().With<DefaultTask>();

        fixture.Run("--working=Missing").ShouldBe(1);

        var missing = fixture.Root.Combine("Missing");
        fixture.Log.Errors.ShouldBe([$"Error: The working directory '{missing}' does not exist."]);
        fixture.Entries.ShouldBeEmpty();
    }

    [Test]
    public void Should_know_the_verbosity_already_when_the_working_directory_does_not_exist()
    {
        using var fixture = new HostFixture();

        fixture.Run("--working=Missing", "--verbosity", "diagnostic").ShouldBe(1);

        fixture.Log.Verbosity.ShouldBe(Verbosity.Diagnostic);
    }

    [TestCase("q", Verbosity.Quiet)]
    [TestCase("minimal", Verbosity.Minimal)]
    [TestCase("Normal", Verbosity.Normal)]
    [TestCase("V", Verbosity.Verbose)]
    [TestCase("DIAGNOSTIC", Verbosity.Diagnostic)]
    public void Should_set_the_verbosity_when_the_command_line_names_one(string text, Verbosity expected)
    {
        using var fixture = new HostFixture().With<DefaultTask>();

        fixture.Run("-v", text).ShouldBe(0);

        fixture.Log.Verbosity.ShouldBe(expected);
    }

    [Test]
    public void Should_read_the_verbosity_from_cake_config_when_it_lies_in_the_working_directory()
    {
        using var fixture = new HostFixture().WithDirectory("Foo").WithFile("Foo/cake.config", VerbosityFile);

        fixture.Run("--working=Foo");

        fixture.Log.Verbosity.ShouldBe(Verbosity.Diagnostic);
    }

    [Test]
    public void Should_not_read_the_verbosity_from_cake_config_when_it_lies_outside_the_working_directory()
    {
        using var fixture = new HostFixture().WithDirectory("Foo").WithFile("cake.config", VerbosityFile);

        fixture.Run("--working=Foo");

        fixture.Log.Verbosity.ShouldBe(Verbosity.Normal);
    }

    [Test]
    public void Should_take_the_verbosity_from_the_environment_when_nothing_else_names_one()
    {
        using var fixture = new HostFixture();
        fixture.Environment.Variables["CAKE_SETTINGS_VERBOSITY"] = "quiet";

        fixture.Run();

        fixture.Log.Verbosity.ShouldBe(Verbosity.Quiet);
    }

    [TestCase("verbose", Verbosity.Verbose)]
    [TestCase("normal", Verbosity.Normal)]
    public void Should_prefer_the_verbosity_of_the_command_line_when_the_environment_names_one_too(
        string text,
        Verbosity expected)
    {
        using var fixture = new HostFixture();
        fixture.Environment.Variables["CAKE_SETTINGS_VERBOSITY"] = "diagnostic";

        fixture.Run("--verbosity=" + text);

        fixture.Log.Verbosity.ShouldBe(expected);
    }

    [TestCase("--target", "Arguments")]
    [TestCase("-t", "Arguments")]
    [TestCase("--Target=Arguments")]
    public void Should_pass_the_target_as_an_argument_when_it_is_given(params string[] arguments)
    {
        using var fixture = new HostFixture().With<Arguments>();

        fixture.Run(arguments).ShouldBe(0);

        fixture.Entries.ShouldContain("target=Arguments");
    }

    [Test]
    public void Should_pass_options_of_its_own_to_the_task_when_the_command_line_has_some()
    {
        using var fixture = new HostFixture().With<Arguments>();

        fixture.Run("--target=Arguments", "--color", "red", "-x=3", "--bare", "--", "--raw", "y")
            .ShouldBe(0);

        fixture.Entries.ShouldContain("color=red");
        fixture.Entries.ShouldContain("x=3");
        fixture.Entries.ShouldContain("bare=");
        fixture.Entries.ShouldContain("raw=y");
    }

    [Test]
    public void Should_keep_all_values_in_order_when_an_option_is_repeated()
    {
        using var fixture = new HostFixture().With<Arguments>();

        fixture.Run("--target=Arguments", "--color=red", "--color=blue").ShouldBe(0);

        fixture.Entries.ShouldContain("color=red,blue");
    }

    [TestCase("--exclusive")]
    [TestCase("-e")]
    public void Should_leave_out_dependencies_when_the_target_is_exclusive(string option)
    {
        using var fixture = new HostFixture().With<Clean>().With<Build>();

        fixture.Run("--target=Build", option).ShouldBe(0);

        fixture.Entries.ShouldBe(["Build"]);
    }

    [TestCase("--dryrun")]
    [TestCase("--noop")]
    [TestCase("--whatif")]
    public void Should_list_the_tasks_and_run_none_when_the_run_is_dry(string option)
    {
        using var fixture = new HostFixture().With<Clean>().With<Build>();

        fixture.Run("--target=Build", option).ShouldBe(0);

        fixture.Entries.ShouldBeEmpty();
        fixture.Log.Of(LogLevel.Information).ShouldContain("1. Clean");
        fixture.Log.Of(LogLevel.Information).ShouldContain("2. Build");
    }

    [TestCase("--tree")]
    [TestCase("--showtree")]
    public void Should_show_what_depends_on_what_and_run_nothing_when_the_tree_is_wanted(string option)
    {
        using var fixture = new HostFixture().With<Clean>().With<Build>();

        fixture.Run("--target=Build", option).ShouldBe(0);

        fixture.Entries.ShouldBeEmpty();
        fixture.Console.Output.ShouldContain("Build");
        fixture.Console.Output.ShouldContain("Clean");
    }

    [TestCase("--description")]
    [TestCase("--descriptions")]
    [TestCase("--showdescription")]
    [TestCase("--showdescriptions")]
    public void Should_list_the_descriptions_and_run_nothing_when_they_are_wanted(string option)
    {
        using var fixture = new HostFixture().With<DefaultTask>().With<Described>();

        fixture.Run(option).ShouldBe(0);

        fixture.Entries.ShouldBeEmpty();
        fixture.Screen.ShouldContain("Says what it does.");
        fixture.Screen.ShouldContain("Default");
    }

    [Test]
    public void Should_print_the_report_when_nothing_speaks_against_it()
    {
        using var fixture = new HostFixture().With<DefaultTask>();

        fixture.Run().ShouldBe(0);

        fixture.Printer.Report.ShouldNotBeNull().ShouldHaveSingleItem().TaskName.ShouldBe("Default");
    }

    [Test]
    public void Should_print_no_report_when_none_is_wanted()
    {
        using var fixture = new HostFixture().With<DefaultTask>();

        fixture.Run("--no-report").ShouldBe(0);

        fixture.Entries.ShouldBe(["DefaultTask"]);
        fixture.Printer.Report.ShouldBeNull();
    }

    [TestCase("--version")]
    [TestCase("--ver")]
    public void Should_print_the_description_of_the_program_when_the_version_is_wanted(string option)
    {
        var entry = Assembly.GetEntryAssembly()!.GetCustomAttribute<AssemblyDescriptionAttribute>()!;
        using var fixture = new HostFixture().With<DefaultTask>();

        fixture.Run(option, "--info", "--dryrun").ShouldBe(0);

        fixture.Console.Output.Trim().ShouldBe(entry.Description);
        fixture.Entries.ShouldBeEmpty();
    }

    [Test]
    public void Should_print_a_banner_when_information_is_wanted()
    {
        using var fixture = new HostFixture().With<DefaultTask>();

        fixture.Run("--info", "--dryrun").ShouldBe(0);

        fixture.Console.Output.ShouldContain("Version:");
        fixture.Entries.ShouldBeEmpty();
    }

    [TestCase("--target")]
    [TestCase("--verbosity=loud")]
    [TestCase("word")]
    [TestCase("--dryrun=maybe")]
    public void Should_return_minus_one_and_run_nothing_when_the_command_line_is_wrong(string argument)
    {
        using var fixture = new HostFixture().With<DefaultTask>();

        fixture.Run(argument).ShouldBe(-1);

        fixture.Entries.ShouldBeEmpty();
    }

    private sealed class Arguments(Journal journal) : FrostingTask<ICakeContext>
    {
        public override void Run(ICakeContext context)
        {
            foreach (var (name, values) in context.Arguments())
                journal.Add($"{name}={string.Join(',', values)}");
        }
    }

    [TaskDescription("Says what it does.")]
    private sealed class Described : FrostingTask<ICakeContext>;

}
