namespace Policy.Tests;

/// <summary>The checkout that these tests are compiled from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string File(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder!.FullName, "AiSandbox.slnx")))
            folder = folder.Parent;

        return folder.FullName;
    }
}
