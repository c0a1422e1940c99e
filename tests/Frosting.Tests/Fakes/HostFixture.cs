using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Frosting.Tests.Fakes;

/// <summary>
/// A host with fakes for everything around it but the file system: it runs in a directory of its own, which is deleted
/// afterwards.
/// </summary>
internal sealed class HostFixture : IDisposable
{
    // Spectre keeps the console of the first command line for good, so all tests share one, one after the other.
    private static readonly StringWriter _screen = new();
    private static readonly IAnsiConsole _ansi = CreateAnsiConsole();

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("frosting-");

    public HostFixture() => Environment = new FakeEnvironment(Root);

    public CakeHost Host { get; } = CakeHost.Create();

    public DirectoryPath Root => _directory.FullName;

    public FakeEnvironment Environment { get; }

    public FakeConsole Console { get; } = new();

    public FakeLog Log { get; } = new();

    public FakeReportPrinter Printer { get; } = new();

    public Journal Journal { get; } = new();

    /// <summary>What Spectre wrote in the last run: help, errors of the command line, descriptions.</summary>
    public string Screen { get; private set; } = string.Empty;

    public IReadOnlyList<string> Entries => Journal.Entries;

    public HostFixture With<TTask>()
        where TTask : class, IFrostingTask
    {
        Host.ConfigureServices(services => services.AddSingleton<IFrostingTask, TTask>());

        return this;
    }

    public HostFixture WithDirectory(string name)
    {
        _directory.CreateSubdirectory(name);

        return this;
    }

    public HostFixture WithFile(string name, string text)
    {
        File.WriteAllText(Root.CombineWithFilePath(name).FullPath, text);

        return this;
    }

    public int Run(params string[] arguments)
    {
        _screen.GetStringBuilder().Clear();
        Host.ConfigureServices(services => services
            .AddSingleton<ICakeEnvironment>(Environment)
            .AddSingleton<IConsole>(Console)
            .AddSingleton<ICakeLog>(Log)
            .AddSingleton<ICakeReportPrinter>(Printer)
            .AddSingleton(_ansi)
            .AddSingleton(Journal));

        AnsiConsole.Console = _ansi;

        var exitCode = Host.Run(arguments);
        Screen = _screen.ToString();

        return exitCode;
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private static IAnsiConsole CreateAnsiConsole()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            Out = new AnsiConsoleOutput(_screen),
        });
        console.Profile.Width = 200;

        return console;
    }
}
