using System.Security.Cryptography;
using System.Text;
using AiSandbox.Host.Platform;

namespace AiSandbox.Host.Model.Text;

/// <summary>
/// What a self-contained page is made of. Style and script are let in by their hashes alone: what somebody else wrote into
/// a page could not run even if it were not encoded.
/// </summary>
internal static class PageFiles
{
    /// <summary>The style that all pages share.</summary>
    public const string SharedStyle = "build/pages/page.css";

    /// <summary>The texts of files, one behind the other, with the line ends that a browser hashes.</summary>
    /// <param name="checkout">The checkout.</param>
    /// <param name="files">The files, from the checkout's root, with forward slashes.</param>
    /// <exception cref="SandboxException">A file is missing.</exception>
    public static string Read(Checkout checkout, params string[] files) =>
        string.Concat(files.Select(file => ReadOne(checkout, file)));

    /// <summary>The hash of a style or a script, as a Content-Security-Policy has it.</summary>
    public static string Hash(string text) =>
        $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    // A checkout on Windows may have other line ends; a browser hashes what it reads, and it reads LF.
    private static string ReadOne(Checkout checkout, string file)
    {
        var path = Path.Combine([checkout.Root, .. file.Split('/')]);
        return File.Exists(path)
            ? File.ReadAllText(path).ReplaceLineEndings("\n")
            : throw new SandboxException($"{path} is missing.", $"git restore {file}");
    }
}
