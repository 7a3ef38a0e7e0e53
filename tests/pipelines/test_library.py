import subprocess
import sys


def test_a_process_of_ours_does_without_pandas():
    """It is installed for the tests of exports, and sqlite-utils would import it."""
    program = "import pipelines.sqlite, sys; assert 'pandas' not in sys.modules; import pandas"
    subprocess.run([sys.executable, "-c", program], check=True)
