using System.Runtime.InteropServices;

namespace AiSandbox.Guard;

/// <summary>Tells the guard of this container to read its lists again: there is no shell in it that could.</summary>
internal static partial class ReloadCommand
{
    private const int FirstProcess = 1;
    private const int HangUp = 1; // SIGHUP on every Linux

    /// <summary>Sends the signal.</summary>
    /// <returns>The exit code: 0, or 1 where there is no such process.</returns>
    public static int Run()
    {
        if (Kill(FirstProcess, HangUp) == 0)
            return 0;
        var error = Marshal.GetLastPInvokeError(); // before the console is opened, which has errors of its own
        Console.Error.WriteLine($"guard: no guard runs as process {FirstProcess}: error {error}");
        return 1;
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}
