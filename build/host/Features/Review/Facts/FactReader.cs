namespace AiSandbox.Host.Features.Review.Facts;

/// <summary>Reads what counts out of a file.</summary>
/// <param name="text">The whole file.</param>
/// <returns>
/// A line each; none where the file says nothing that counts, and <see langword="null"/> where the file cannot be read so: then all of it counts.
/// </returns>
public delegate IReadOnlyList<string>? FactReader(string text);
