namespace AiSandbox.Host.Platform.Terminal;

/// <summary>What the user sees while something runs: live where there is a terminal, plain lines elsewhere.</summary>
public interface IReporter
{
    /// <summary>Shows a long step: its title while it runs, the time it took, and its detail lines.</summary>
    /// <param name="title">What runs, in the present tense: "Building the proxy image".</param>
    /// <param name="work">The work. It reports detail ("step 3 of 9") through the callback it is given.</param>
    Task<T> StepAsync<T>(string title, Func<Action<string>, Task<T>> work);

    /// <summary>Shows a long step that has no result.</summary>
    /// <param name="title">What runs.</param>
    /// <param name="work">The work.</param>
    async Task StepAsync(string title, Func<Action<string>, Task> work) => await StepAsync(title, async detail =>
    {
        await work(detail);
        return true;
    });

    /// <summary>Prints one line.</summary>
    void Line(string text);

    /// <summary>Whether there is somebody to ask.</summary>
    bool CanAsk => false;

    /// <summary>Asks before something is lost.</summary>
    /// <param name="question">What would be done, as a question.</param>
    /// <param name="yes">Whether the user said --yes.</param>
    /// <exception cref="UsageException">The answer is no, or there is nobody to ask.</exception>
    /// <exception cref="OperationCanceledException">Ctrl+C or SIGTERM was the answer.</exception>
    void Confirm(string question, bool yes);

    /// <summary>Asks for something that nobody is to see on the screen.</summary>
    /// <returns>What was typed; <see langword="null"/> for nothing, or where there is nobody to ask.</returns>
    string? Secret(string question) => null;

    /// <summary>Prints a warning to standard error.</summary>
    void Warn(string text);
}
