using AiSandbox.Host.Cli;
using AiSandbox.Host.Features.Review;
using AiSandbox.Host.Model.Lists;

#pragma warning disable CA1812, IDE0130 // they are only looked at, in the rooms that they would break into

namespace AiSandbox.Policy.Breaches
{
    internal sealed class Reader
    {
        public static string Read(string path) => File.ReadAllText(path);
    }

    internal sealed class Lister
    {
        public static Func<string, bool> Look() => path => Directory.Exists(path);
    }

    internal sealed class Starter
    {
        public static async Task StartAsync(CancellationToken cancellation)
        {
            await Task.Yield();
            using var process = System.Diagnostics.Process.Start("true");
            await process.WaitForExitAsync(cancellation);
        }
    }

    internal sealed class Printer
    {
        public static IEnumerable<int> Count()
        {
            yield return 1;
            Console.Out.WriteLine();
        }
    }

    internal sealed class Caller
    {
        public static object? Name(List<HostOptions> options) => options[0];
    }
}

namespace AiSandbox.Verification.Breaches
{
    internal sealed class Reader
    {
        public static string Read(string path) => File.ReadAllText(path);
    }

    internal sealed class Caller
    {
        public static (AiSandbox.Policy.Finding? Ours, HostOptions? NotOurs) Name() => default;
    }
}

namespace AiSandbox.Host.Platform.Breaches
{
    internal sealed class Climber
    {
        public static Type Of() => typeof(AllowlistStore);
    }
}

namespace AiSandbox.Host.Features.Breaches
{
    internal sealed class Looper
    {
        public static (AllowlistStore?, ReviewTask?) Of() => File.Exists("x") ? default : (null, null);
    }
}
