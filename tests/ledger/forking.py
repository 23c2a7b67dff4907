"""A child that is forked off a test, as a server does with its workers."""

import os
import signal
import warnings
from collections.abc import Callable


def in_a_fork(job: Callable[[], object]) -> str:
    """What a job gives in a child process, as text; nothing if the child had to be stopped."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        # Later versions of Python warn of forks where threads have run; the child only does the job and goes.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        signal.alarm(30)
        said = ""
        try:
            said = str(job())
        except BaseException as error:
            said = f"{type(error).__name__}: {error}"
        finally:
            os.write(writing, said.encode())
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return said
