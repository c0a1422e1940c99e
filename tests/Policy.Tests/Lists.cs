using System.Text;
using AiSandbox.Policy;
using AiSandbox.Policy.Presets;

namespace Policy.Tests;

/// <summary>Lints texts as these tests need them.</summary>
internal static class Lists
{
    public static readonly DateOnly Today = new(2026, 11, 24);

    private static readonly Lazy<PublicSuffixList> Shipped = new(() => PublicSuffixList.Parse(File.ReadAllText(
        Repository.File("templates", "data", "public_suffix_list.dat"))));

    private static readonly Lazy<PresetCatalogue> ShippedPresets = new(() => new PresetCatalogue(
        Directory.GetFiles(Repository.File("templates", "presets"), "*.txt")
            .Select(path => KeyValuePair.Create(Path.GetFileNameWithoutExtension(path), (ReadOnlyMemory<byte>)File.ReadAllBytes(path))),
        Suffixes));

    /// <summary>The list that the repository ships.</summary>
    public static PublicSuffixList Suffixes => Shipped.Value;

    /// <summary>The presets that the repository ships.</summary>
    public static PresetCatalogue Presets => ShippedPresets.Value;

    public static LintResult Lint(string text) => Lint(Encoding.UTF8.GetBytes(text));

    public static LintResult Lint(params byte[][] files) => Lint(Suffixes, files);

    public static LintResult Lint(PublicSuffixList suffixes, params byte[][] files) => AllowlistLinter.Lint(
        [.. files.Select((bytes, i) => new AllowlistSource(i == 0 ? "allowed-sites.txt" : "allowed-sites.local.txt", bytes))],
        suffixes,
        Presets,
        Today);

    /// <summary>The one finding of a line that stands beside a line without any.</summary>
    public static Finding Only(string line) => Lint($"ok.example\n{line}\n").Findings.ShouldHaveSingleItem();
}
