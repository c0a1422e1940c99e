using System.Diagnostics;
using System.Globalization;
using AiSandbox.Host.Platform.Timing;
using Spectre.Console;

namespace AiSandbox.Host.Platform.Terminal;

/// <inheritdoc cref="IReporter"/>
/// <param name="mode">How much is wanted, whether movement is, and whether CI folds groups.</param>
public sealed class Reporter(IAnsiConsole console, TerminalMode mode, RunState run) : IReporter
{
    // Into a file, what goes on is said now and then: a line a case would bury the result.
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(10);

    private bool Live => !mode.NoColor && !mode.GitHubActions && console.Profile.Capabilities is { Ansi: true, Interactive: true };

    /// <inheritdoc/>
    public async Task<T> StepAsync<T>(string title, Func<Action<string>, Task<T>> work)
    {
        using var span = Spans.Source.StartActivity(title);
        if (mode.Quiet)
            return await work(_ => { });

        if (mode.GitHubActions)
            Line($"::group::{title}");

        var clock = Stopwatch.StartNew();
        try
        {
            var result = Live ? await SpinAsync(title, clock, work) : await PlainAsync(title, work);
            Line($"  {title}: done in {Seconds(clock)}");
            return result;
        }
        catch
        {
            Line($"  {title}: failed after {Seconds(clock)}");
            throw;
        }
        finally
        {
            if (mode.GitHubActions)
                Line("::endgroup::");
        }
    }

    /// <inheritdoc/>
    public void Line(string text) => Console.Out.WriteLine(text);

    /// <inheritdoc/>
    public bool CanAsk => !Console.IsInputRedirected && console.Profile.Capabilities.Interactive;

    /// <inheritdoc/>
    public void Confirm(string question, bool yes)
    {
        if (yes)
            return;
        if (!CanAsk)
            throw new UsageException($"{question} Without a terminal there is nobody to ask: say --yes.");

        // Spectre looks for keys between looks at the token; a read of the console itself could not be ended.
        var prompt = new ConfirmationPrompt(Markup.Escape(question)) { DefaultValue = false };
        if (!prompt.ShowAsync(console, run.Cancellation).GetAwaiter().GetResult())
            throw new UsageException("Not confirmed: nothing has changed.");
    }

    /// <inheritdoc/>
    public string? Secret(string question) => CanAsk
        && new TextPrompt<string>(Markup.Escape(question)).Secret(null).AllowEmpty().ShowAsync(console, run.Cancellation).GetAwaiter().GetResult().Trim() is { Length: > 0 } typed
            ? typed
            : null;

    /// <inheritdoc/>
    public void Warn(string text) => Console.Error.WriteLine($"Warning: {text}");

    private Task<T> SpinAsync<T>(string title, Stopwatch clock, Func<Action<string>, Task<T>> work) =>
        console.Status().Spinner(Spinner.Known.Dots).StartAsync(Markup.Escape(title), async status =>
        {
            var detail = "";
            await using var tick = new Timer(_ => Show(), null, TimeSpan.Zero, TimeSpan.FromSeconds(1));
            return await work(text =>
            {
                detail = text;
                Show();
            });

            void Show() => status.Status($"{Markup.Escape(title)} [grey]{Seconds(clock)} {Markup.Escape(detail)}[/]");
        });

    private async Task<T> PlainAsync<T>(string title, Func<Action<string>, Task<T>> work)
    {
        Line($"  {title} …");
        var said = Stopwatch.StartNew();
        return await work(text =>
        {
            lock (said)
            {
                if (said.Elapsed < Often)
                    return;
                said.Restart();
            }

            Line($"    {text}");
        });
    }

    private static string Seconds(Stopwatch clock) =>
        string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds:0.0} s");
}
